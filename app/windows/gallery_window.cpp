// SPDX-License-Identifier: Apache-2.0
#include "windows/gallery_window.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QScreen>
#include <QUrl>
#include <QVBoxLayout>
#include <QWindow>

#include "panels/gallery_panel.h"
#include "panels/message_bar.h"
#include "panels/picture_grid.h"
#include "studio/studio_model.h"
#include "windows/compare_window.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QString layoutName = u"gallery"_s;
const QString tileName = u"galleryTiles"_s;

}  // namespace

GalleryWindow::GalleryWindow(StudioModel& model, QWidget* parent)
    : QMainWindow(parent), m_model(model), m_panel(new GalleryPanel(model)) {
    setObjectName(u"gallery"_s);
    setWindowTitle(tr("Gallery"));
    setAcceptDrops(true);
    auto* const middle = new QWidget;
    auto* const layout = new QVBoxLayout(middle);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(noticeBar(model));
    layout->addWidget(m_panel, 1);
    setCentralWidget(middle);
    connect(&model.comparison(), &Comparison::begun, this, &GalleryWindow::showComparison);
    resize(QSize(1180, 760).boundedTo(screen()->availableSize() - QSize(0, 40)));  // 40 for the title bar
    restoreGeometry(model.settings().layout(layoutName));
    if (const int side = model.settings().layout(tileName).toInt(); side > 0) m_panel->grid().setTileSide(side);
}

void GalleryWindow::showComparison() {
    auto* window = findChild<CompareWindow*>();
    if (!window) window = new CompareWindow(m_model.comparison(), m_model.shortcuts(), this);
    window->show();
    window->raise();
    window->activateWindow();
}

void GalleryWindow::showEvent(QShowEvent* event) {
    QMainWindow::showEvent(event);
    windowHandle()->setTransientParent(nullptr);  // or it would cover the main window, even when that is raised
    m_panel->focusSearch();
}

void GalleryWindow::closeEvent(QCloseEvent* event) {
    m_model.settings().setLayout(layoutName, saveGeometry());
    m_model.settings().setLayout(tileName, QByteArray::number(m_panel->grid().tileSide()));
    QMainWindow::closeEvent(event);
}

void GalleryWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close)) {
        close();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

// Its own pictures, dragged out, are none to drop in.
void GalleryWindow::dragEnterEvent(QDragEnterEvent* event) {
    const bool isOwn = event->source() && event->source() == &m_panel->grid();
    if (!isOwn && event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile())
        event->acceptProposedAction();
}

void GalleryWindow::dropEvent(QDropEvent* event) {
    m_model.openFile(event->mimeData()->urls().front().toLocalFile());
    event->acceptProposedAction();
}

}  // namespace lemnos::studio
