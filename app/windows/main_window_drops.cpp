// SPDX-License-Identifier: Apache-2.0
// The main window as a place to drop files on: pictures, documents and models.
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUrl>

#include "studio/choices.h"
#include "studio/studio_model.h"
#include "windows/document_files.h"
#include "windows/main_window.h"

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
    QStringList models, others;
    for (const QUrl& url : event->mimeData()->urls()) {
        const QString path = url.toLocalFile();
        if (!path.isEmpty()) (looksLikeModel(path) ? models : others).append(path);
    }
    if (!models.isEmpty()) takeModels(models);
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
        takeModels({path});
    else
        m_files->open(path);
}

// Those that are kept already, or are no files, are there to be used.
void MainWindow::takeModels(const QStringList& paths) {
    QStringList fresh, known;
    for (const QString& path : paths)
        (QFileInfo(path).isFile() && !m_model.library().covers(path) ? fresh : known).append(path);
    if (!known.isEmpty()) m_model.openFile(known.front());
    if (!fresh.isEmpty()) offerToKeep(fresh);
}

// Does not block: the file manager waits for the drop to end.
void MainWindow::offerToKeep(const QStringList& paths) {
    const QString question = paths.size() == 1
                                 ? tr("Keep %1 in the models folder?").arg(QFileInfo(paths.front()).fileName())
                                 : tr("Keep these %n files in the models folder?", nullptr, int(paths.size()));
    auto* const box = new QMessageBox(QMessageBox::Question, tr("A model"), question, QMessageBox::Cancel, this);
    box->setObjectName(u"offerToKeep"_s);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("A copy stays whatever happens to the file; a link takes no room on the disk."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const auto keep = [this, paths](ImportMode mode) {
        for (const QString& path : paths) m_model.library().import(path, mode);
    };
    QPushButton* const copy = box->addButton(tr("&Copy"), QMessageBox::AcceptRole);
    QPushButton* const link = box->addButton(tr("&Link"), QMessageBox::AcceptRole);
    box->setDefaultButton(copy);
    connect(copy, &QPushButton::clicked, this, [keep] { keep(ImportMode::copy); });
    connect(link, &QPushButton::clicked, this, [keep] { keep(ImportMode::link); });
    if (paths.size() == 1) {
        QPushButton* const use = box->addButton(tr("&Only use it"), QMessageBox::ActionRole);
        connect(use, &QPushButton::clicked, this, [this, paths] { m_model.openFile(paths.front()); });
    }
    box->open();
}

}  // namespace lemnos::studio
