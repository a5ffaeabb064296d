// SPDX-License-Identifier: Apache-2.0
#include "worker/picture_file.h"

#include <ctime>
#include <filesystem>

#include <QImageReader>

#include "formats/atomic_file.h"
#include "formats/image.h"
#include "formats/picture_text.h"
#include "pipeline/foreign_recipe.h"
#include "pipeline/metadata.h"
#include "pipeline/picture_name.h"
#include "worker/image_conversion.h"

namespace lemnos::studio {
namespace {

Result<std::vector<std::byte>> encoded(const FinishedPicture& finished) {
    const Picture picture = pictureFromImage(finished.image);
    return encode_png(picture.width, picture.height, picture.rgb, finished.texts);
}

/// Our record, if the file has one, and else what another program wrote about it.
void readTexts(ScannedPicture& picture) {
    const auto texts = read_picture_text(picture.path.toStdString());
    if (!texts) return;
    if (const std::string* const infotext = find_text(*texts, "parameters"))
        picture.infotext = QString::fromStdString(*infotext);
    if (auto request = request_from_texts(*texts))
        picture.request = *std::move(request);
    else if (auto recipe = foreign_recipe(*texts))
        picture.request = std::move(recipe->request);
}

/// Reads it small where the format can, and with the engine what Qt cannot read.
void readThumbnail(ScannedPicture& picture) {
    QImageReader reader(picture.path);
    picture.size = reader.size();
    const auto small = [&picture] {
        constexpr int side = Gallery::thumbnailSide;
        const bool isLarge = picture.size.width() > side || picture.size.height() > side;
        return isLarge ? picture.size.scaled(side, side, Qt::KeepAspectRatio) : picture.size;
    };
    if (reader.canRead()) {
        reader.setScaledSize(small());
        picture.thumbnail = reader.read();
    } else if (const auto image = readImage(picture.path)) {
        picture.size = image->size();
        picture.thumbnail = image->scaled(small(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
}

}  // namespace

Result<QString> savePictureInGallery(const FinishedPicture& picture, const QString& galleryFolder) {
    LEMNOS_TRY(const auto bytes, encoded(picture));
    const std::filesystem::path path = std::filesystem::path(galleryFolder.toStdString()) /
                                       picture_name(picture.request.prompt, picture.request.seed, std::time(nullptr));
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    if (error) return io_error("{} could not be made: {}", path.parent_path().string(), error.message());
    LEMNOS_TRY(const auto taken, write_new_file(path, bytes));
    return QString::fromStdString(taken.string());
}

Result<QString> savePictureAs(const FinishedPicture& picture, const QString& fileName) {
    LEMNOS_TRY(const auto bytes, encoded(picture));
    LEMNOS_CHECK(write_file(fileName.toStdString(), bytes, OnExisting::replace));
    return fileName;
}

std::optional<ScannedPicture> scanPicture(const QFileInfo& file) {
    ScannedPicture picture{.path = file.filePath(),
                           .created = file.lastModified(),
                           .request = {},
                           .infotext = {},
                           .size = {},
                           .thumbnail = {}};
    readThumbnail(picture);
    if (picture.thumbnail.isNull()) return {};
    readTexts(picture);
    return picture;
}

}  // namespace lemnos::studio
