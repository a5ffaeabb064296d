// SPDX-License-Identifier: Apache-2.0
// The picture that the next one starts from: what it is, another one instead, or none. Shows StartPicture; keeps
// nothing. GUI thread; owned by the settings panel.
#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace lemnos::studio {

class StartPicture;

class StartPictureRow : public QWidget {
    Q_OBJECT
public:
    explicit StartPictureRow(StartPicture& model, QWidget* parent = nullptr);

    void chooseFile();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showModel();
    void showName();

    StartPicture& m_model;
    QToolButton* m_thumbnail;
    QLabel* m_name;
    QToolButton* m_remove;
};

}  // namespace lemnos::studio
