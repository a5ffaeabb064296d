// SPDX-License-Identifier: Apache-2.0
#include "windows/model_drops.h"

#include <QFileInfo>
#include <QMimeData>
#include <QPushButton>
#include <QUrl>

#include "studio/choices.h"
#include "studio/studio_model.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {

DroppedFiles droppedFiles(const QMimeData& data) {
    DroppedFiles files;
    for (const QUrl& url : data.urls()) {
        const QString path = url.toLocalFile();
        if (!path.isEmpty()) (looksLikeModel(path) ? files.models : files.others).append(path);
    }
    return files;
}

void takeModels(StudioModel& model, const QStringList& paths, QWidget* window) {
    QStringList fresh, known;
    for (const QString& path : paths)
        (QFileInfo(path).isFile() && !model.library().covers(path) ? fresh : known).append(path);
    if (!known.isEmpty()) model.imports().use(known.front());
    if (!fresh.isEmpty()) (new KeepModelsBox(model, fresh, window))->open();
}

KeepModelsBox::KeepModelsBox(StudioModel& model, const QStringList& paths, QWidget* window)
    : QMessageBox(Question, tr("A model"),
                  paths.size() == 1 ? tr("Keep %1 in the models folder?").arg(QFileInfo(paths.front()).fileName())
                                    : tr("Keep these %n files in the models folder?", nullptr, int(paths.size())),
                  Cancel, window) {
    setObjectName(u"offerToKeep"_s);
    setTextFormat(Qt::PlainText);
    setInformativeText(tr("A copy stays whatever happens to the file; a link takes no room on the disk."));
    setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* const copy = addButton(tr("&Copy"), AcceptRole);
    QPushButton* const link = addButton(tr("&Link"), AcceptRole);
    setDefaultButton(copy);
    connect(copy, &QPushButton::clicked, &model, [&model, paths] { model.imports().bring(paths, ImportMode::copy); });
    connect(link, &QPushButton::clicked, &model, [&model, paths] { model.imports().bring(paths, ImportMode::link); });
    if (paths.size() > 1) return;
    QPushButton* const use = addButton(tr("&Only use it"), ActionRole);
    connect(use, &QPushButton::clicked, &model, [&model, paths] { model.openFile(paths.front()); });
}

}  // namespace lemnos::studio
