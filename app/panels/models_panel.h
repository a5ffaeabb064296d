// SPDX-License-Identifier: Apache-2.0
// The collection of models: search and kinds above the list on the left, the current one closely on the right. Shows
// the ModelLibrary and the ModelPage. GUI thread.
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QModelIndex;

namespace lemnos::studio {

class LibraryFilter;
class StudioModel;

class ModelsPanel : public QWidget {
    Q_OBJECT
public:
    explicit ModelsPanel(StudioModel& model, QWidget* parent = nullptr);

    void focusSearch();
    /// Looks at the current model, and asks for what is known of it; or at none any more.
    void lookAtCurrent();
    void lookAway();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QWidget* makeLeftSide();
    void showState();

    StudioModel& m_model;
    LibraryFilter* m_shown;
    QLineEdit* m_search;
    QComboBox* m_kind;
    QListView* m_list;
    QLabel* m_count;
};

}  // namespace lemnos::studio
