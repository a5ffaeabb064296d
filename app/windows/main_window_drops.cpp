// SPDX-License-Identifier: Apache-2.0
// The main window as a place to drop files on: pictures, documents and models.
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUrl>

#include "studio/choices.h"
#include "studio/studio_model.h"
#include "windows/document_files.h"
#include "windows/main_window.h"
#include "windows/model_drops.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().front().isLocalFile()) event->acceptProposedAction();
}

// Dropped where pictures are shown, a picture is one to start from; dropped beside it, it brings its settings.
bool MainWindow::startsFromDropAt(QPoint position, const QString& path) const {
    const bool isOnCanvas = m_middle->rect().contains(m_middle->mapFrom(this, position));
    return isOnCanvas && !looksLikeModel(path);
}

void MainWindow::dragMoveEvent(QDragMoveEvent* event) {
    const QString path = event->mimeData()->urls().front().toLocalFile();
    const QString onMiddle =
        isCanvasShown() ? tr("Drop to lay this picture on the canvas") : tr("Drop to start from this picture");
    statusBar()->showMessage(startsFromDropAt(event->position().toPoint(), path)
                                 ? onMiddle
                                 : tr("Drop to take its settings, or a checkpoint as the model"));
    event->acceptProposedAction();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { statusBar()->clearMessage(); }

void MainWindow::dropEvent(QDropEvent* event) {
    statusBar()->clearMessage();
    const auto [models, others] = droppedFiles(*event->mimeData());
    if (!models.isEmpty()) takeModels(m_model, models, this);
    if (!others.isEmpty()) takePictures(others, event->position().toPoint());
    event->acceptProposedAction();
}

void MainWindow::takePictures(const QStringList& paths, QPoint position) {
    const QString& first = paths.front();
    const bool isOnMiddle = startsFromDropAt(position, first);
    if (isOnMiddle && isCanvasShown() && !first.endsWith(".ora"_L1, Qt::CaseInsensitive)) {
        for (const QString& path : paths) m_files->addAsLayer(path);
        return;
    }
    if (paths.size() > 1)
        m_model.notices().post(
            {.text = tr("Of %1 files only %2 was taken.").arg(paths.size()).arg(QFileInfo(first).fileName())});
    if (!isOnMiddle)
        m_model.openFile(first);
    else if (first.endsWith(".ora"_L1, Qt::CaseInsensitive))
        m_files->open(first);
    else
        m_model.startPicture().choose(first);
}

void MainWindow::openFile(const QString& path) {
    if (looksLikeModel(path))
        takeModels(m_model, {path}, this);
    else
        m_files->open(path);
}

}  // namespace lemnos::studio
