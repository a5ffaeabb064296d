// SPDX-License-Identifier: Apache-2.0
#include "windows/gallery_window.h"

#include <QDragEnterEvent>
#include <QMimeData>
#include <QUrl>
#include <QVBoxLayout>

#include "panels/gallery_panel.h"
#include "panels/message_bar.h"
#include "panels/picture_grid.h"
#include "studio/studio_model.h"
#include "windows/compare_window.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

const QString tileName = u"galleryTiles"_s;

}  // namespace

GalleryWindow::GalleryWindow(StudioModel& model, QWidget* parent)
    : SideWindow(model.settings(), u"gallery"_s, {1180, 760}, parent),
      m_model(model),
      m_panel(new GalleryPanel(model)) {
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
    if (const int side = model.settings().layout(tileName).toInt(); side > 0) m_panel->grid().setTileSide(side);
}

CompareWindow& GalleryWindow::comparison() {
    auto* const window = findChild<CompareWindow*>();
    return window ? *window : *new CompareWindow(m_model.comparison(), m_model.shortcuts(), this);
}

void GalleryWindow::showComparison() {
    CompareWindow* const window = &comparison();
    window->show();
    window->raise();
    window->activateWindow();
}

void GalleryWindow::showEvent(QShowEvent* event) {
    SideWindow::showEvent(event);
    m_panel->focusSearch();
}

void GalleryWindow::closeEvent(QCloseEvent* event) {
    m_model.settings().setLayout(tileName, QByteArray::number(m_panel->grid().tileSide()));
    SideWindow::closeEvent(event);
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
