// SPDX-License-Identifier: Apache-2.0
// A window beside the main one, such as the gallery: it keeps its place and size from one start to the next, Escape
// closes it, and it does not stay above the main window. GUI thread; owned by the main window.
#pragma once

#include <QMainWindow>

namespace lemnos::studio {

class Settings;

class SideWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Its place is kept under `layout`; `size` is that of the first time, where the screen has room for it.
    SideWindow(Settings& settings, const QString& layout, QSize size, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    Settings& m_settings;
    QString m_layout;
};

}  // namespace lemnos::studio
