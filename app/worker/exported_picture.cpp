// SPDX-License-Identifier: Apache-2.0
#include "worker/exported_picture.h"

#include <QDir>
#include <QFileInfo>

#include "formats/atomic_file.h"
#include "formats/image.h"
#include "formats/messages.h"
#include "formats/picture_text.h"
#include "worker/image_conversion.h"

namespace lemnos::studio {
namespace {

Result<std::vector<std::byte>> exportedBytes(const QString& path, const ExportChoices& choices) {
    const std::string file = path.toStdString();
    const bool isKept = choices.metadata == ExportMetadata::kept;
    LEMNOS_TRY(const PictureKind kind, picture_kind(file));
    if (kind == PictureKind::png && choices.coding.format == PictureFormat::png) {
        LEMNOS_TRY(auto bytes, read_picture_file(file));
        if (isKept) return bytes;
        return without_png_text(bytes);
    }
    std::vector<PictureText> texts;
    if (isKept) {
        LEMNOS_TRY(texts, read_picture_text(file));
    }
    LEMNOS_TRY(const QImage image, readImage(path));
    return encodedImage(image, choices.coding, texts);
}

}  // namespace

Result<QString> exportPicture(const QString& path, const ExportChoices& choices) {
    const QFileInfo file(path);
    LEMNOS_TRY(const auto bytes, naming(path.toStdString(), exportedBytes(path, choices)));
    return writeExport(choices.folder, file.completeBaseName(), choices.coding.format, bytes);
}

Result<QString> writeExport(const QString& folder, const QString& name, PictureFormat format,
                            std::span<const std::byte> bytes) {
    if (!QDir().mkpath(folder)) return io_error("the folder {} cannot be made", folder.toStdString());
    const std::string ending(file_ending(format));
    const std::filesystem::path wanted =
        std::filesystem::path(folder.toStdString()) / (name.toStdString() + "." + ending);
    LEMNOS_TRY(const auto taken, write_new_file(wanted, bytes));
    return QString::fromStdString(taken.string());
}

}  // namespace lemnos::studio
