// SPDX-License-Identifier: Apache-2.0
// Pictures dropped on the canvas: from the history, the gallery, or any other program.
#include <QCoreApplication>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStatusTipEvent>
#include <QUrl>

#include "canvas/canvas_view.h"
#include "studio/choices.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

/// The files, if all of them can be pictures; models and documents are the window's matter.
QStringList picturesIn(const QMimeData& data) {
    QStringList paths;
    for (const QUrl& url : data.urls()) {
        const QString path = url.toLocalFile();
        if (path.isEmpty() || looksLikeModel(path) || path.endsWith(".ora"_L1, Qt::CaseInsensitive)) return {};
        paths.append(path);
    }
    return paths;
}

void showTip(QWidget* widget, const QString& text) {
    QStatusTipEvent tip(text);
    QCoreApplication::sendEvent(widget, &tip);
}

}  // namespace

// What it leaves alone goes on to the window.
void CanvasView::dragEnterEvent(QDragEnterEvent* event) {
    if (picturesIn(*event->mimeData()).isEmpty()) return event->ignore();
    event->setDropAction(Qt::CopyAction);
    event->accept();
    showTip(this, tr("Drop to lay this picture here as a layer"));
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent*) { showTip(this, {}); }

void CanvasView::dropEvent(QDropEvent* event) {
    showTip(this, {});
    const QPoint middle = m_transform.toPicture(event->position()).toPoint();
    for (const QString& path : picturesIn(*event->mimeData())) Q_EMIT m_workspace.layerWanted(path, middle);
    event->setDropAction(Qt::CopyAction);
    event->accept();
    window()->activateWindow();
    setFocus();
}

}  // namespace lemnos::studio
