// SPDX-License-Identifier: Apache-2.0
// Every picture there is, newest first: click shows one, buttons and the context menu do something with it. Shows the
// Gallery through HistoryModel; what is selected is what the Viewer shows. GUI thread.
#pragma once

#include <QWidget>

#include "studio/gallery.h"
#include "studio/request_model.h"

class QLabel;
class QListView;
class QMenu;
class QToolButton;

namespace lemnos::studio {

class HistoryModel;
class StudioModel;

class HistoryPanel : public QWidget {
    Q_OBJECT
public:
    explicit HistoryPanel(StudioModel& model, QWidget* parent = nullptr);

    /// What can be done with a picture, for its context menu here and on the canvas.
    void openMenu(EntryId id, const QPoint& globalPosition);
    EntryId current() const;

    void restore(EntryId id, RestorePart part);
    void startFrom(EntryId id);
    void copyPicture(EntryId id);
    /// As it was painted: with the choices of wildcards made.
    void copyPrompt(EntryId id);
    void exportPicture(EntryId id);
    void reveal(EntryId id);
    void remove(EntryId id);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeKeys();
    QWidget* makeButtons();
    void notePointer(const QEvent& event);
    void showViewer();
    void showDetails();

    StudioModel& m_model;
    HistoryModel* m_history;
    QListView* m_list;
    QLabel* m_details;
    QWidget* m_buttons;
    bool m_isPressed = false;  // a press may begin a drag, and shows its picture only when it ends as a click
};

}  // namespace lemnos::studio
