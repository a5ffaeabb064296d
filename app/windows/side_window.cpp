// SPDX-License-Identifier: Apache-2.0
#include "windows/side_window.h"

#include <QKeyEvent>
#include <QScreen>
#include <QWindow>

#include "studio/settings.h"

namespace lemnos::studio {

SideWindow::SideWindow(Settings& settings, const QString& layout, QSize size, QWidget* parent)
    : QMainWindow(parent), m_settings(settings), m_layout(layout) {
    constexpr int titleBar = 40;  // pixels
    resize(size.boundedTo(screen()->availableSize() - QSize(0, titleBar)));
    restoreGeometry(settings.layout(layout));
}

void SideWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    windowHandle()->setTransientParent(nullptr);  // or it would cover the main window, even when that is raised
}

void SideWindow::closeEvent(QCloseEvent* event) {
    m_settings.setLayout(m_layout, saveGeometry());
    QMainWindow::closeEvent(event);
}

void SideWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close))
        close();
    else
        QMainWindow::keyPressEvent(event);
}

}  // namespace lemnos::studio
