// SPDX-License-Identifier: Apache-2.0
#include "worker/picture_description.h"

#include <algorithm>

#include <QDateTime>
#include <QDirIterator>
#include <QImageReader>

#include "formats/png_text.h"
#include "pipeline/foreign_recipe.h"
#include "pipeline/metadata.h"

using namespace Qt::StringLiterals;

namespace lemnos::studio {
namespace {

QString fileNameOf(const std::string& path) { return QString::fromStdString(path).section(u'/', -1); }

/// In the words that people search for, the engine's own names.
QString settingsOf(const Request& request) {
    QStringList words{u"%1 steps"_s.arg(request.steps), u"guidance %1"_s.arg(request.guidance_scale),
                      QString::fromStdString(request.sampler), QString::fromStdString(request.schedule),
                      u"seed %1"_s.arg(request.seed)};
    for (const LoraUse& lora : request.loras) words.append(u"lora %1"_s.arg(fileNameOf(lora.file)));
    if (!request.vae.empty()) words.append(u"vae %1"_s.arg(fileNameOf(request.vae)));
    if (!request.init_image.empty())
        words.append(u"from %1, strength %2"_s.arg(fileNameOf(request.init_image)).arg(request.strength));
    if (!request.mask.empty()) words.append(u"inpainting"_s);
    if (request.compat != "native") words.append(QString::fromStdString(request.compat));
    words.removeAll(QString());  // what another program did not say
    return words.join(u", "_s);
}

/// Our record, if the file has one, and else what another program wrote about it.
void readRecipe(IndexedPicture& picture, const QString& path) {
    const auto texts = read_png_text(path.toStdString());
    if (!texts) return;
    std::optional<Request> request;
    QString program;
    if (auto own = request_from_texts(*texts)) {
        request = *std::move(own);
    } else if (auto foreign = foreign_recipe(*texts)) {
        request = std::move(foreign->request);
        request->model = foreign->model;
        program = u", "_s + QString::fromStdString(foreign->program);
    }
    if (!request) {
        if (const std::string* const words = find_text(*texts, "parameters"))
            picture.settings = QString::fromStdString(*words);
        return;
    }
    picture.model = fileNameOf(request->model);
    picture.seed = request->seed;
    picture.prompt = QString::fromStdString(request->prompt);
    picture.negativePrompt = QString::fromStdString(request->negative_prompt);
    picture.settings = settingsOf(*request) + program;
}

/// Our names tell the time to the second, which survives a copy that gives the file a new date.
qint64 createdOf(const QString& path, const FileStamp& stamp) {
    const QString day = path.section(u'/', -2, -2);
    const QString time = path.section(u'/', -1).section(u'-', 0, 0);
    const QDateTime named = QDateTime::fromString(day + u' ' + time, u"yyyy-MM-dd HHmmss"_s);
    return named.isValid() ? named.toMSecsSinceEpoch() : stamp.modified / 1'000'000;
}

}  // namespace

QList<FoundPicture> picturesIn(const QString& folder) {
    QList<FoundPicture> found;
    QDirIterator files(folder, {u"*.png"_s}, QDir::Files | QDir::Readable);
    while (files.hasNext()) {
        files.next();
        if (const auto stamp = stamp_of(files.filePath().toStdString())) found.append({files.fileName(), *stamp});
    }
    return found;
}

QStringList foldersOf(const QString& galleryFolder) {
    QStringList folders;
    QDirIterator below(galleryFolder, QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (below.hasNext()) folders.append(below.next().sliced(galleryFolder.size() + 1));
    folders.append(QString());
    std::ranges::sort(folders, std::ranges::greater());
    return folders;
}

std::optional<IndexedPicture> describePicture(const QString& galleryFolder, const QString& folder,
                                              const FoundPicture& found) {
    IndexedPicture picture;
    picture.folder = folder;
    picture.name = found.name;
    picture.stamp = found.stamp;
    const QString path = galleryFolder + u'/' + picture.path();
    picture.size = QImageReader(path).size();
    if (!picture.size.isValid()) return {};
    picture.created = createdOf(path, found.stamp);
    readRecipe(picture, path);
    return picture;
}

}  // namespace lemnos::studio
