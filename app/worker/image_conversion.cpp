// SPDX-License-Identifier: Apache-2.0
#include "worker/image_conversion.h"

#include <cstring>

#include <QImageReader>

#include "formats/image.h"

namespace lemnos::studio {

QImage imageFromPicture(const Picture& picture) {
    if (picture.rgb.size() != std::size_t{3} * picture.width * picture.height) return {};
    const QImage view(picture.rgb.data(), int(picture.width), int(picture.height), qsizetype(picture.width) * 3,
                      QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);  // what the painter draws without converting each time
}

Picture pictureFromImage(const QImage& image) {
    const QImage rgb = image.convertToFormat(QImage::Format_RGB888);
    Picture picture{.width = std::uint32_t(rgb.width()), .height = std::uint32_t(rgb.height()), .rgb = {}};
    const std::size_t row = std::size_t{3} * picture.width;
    picture.rgb.resize(row * picture.height);
    for (int y = 0; y < rgb.height(); ++y)
        std::memcpy(picture.rgb.data() + row * std::size_t(y), rgb.constScanLine(y), row);
    return picture;
}

Result<QImage> readImage(const QString& path) {
    LEMNOS_TRY(const PictureKind kind, picture_kind(path.toStdString()));
    if (kind == PictureKind::webp) {  // for which Qt needs a plugin
        LEMNOS_TRY(const RgbaImage image, read_webp(path.toStdString()));
        const QImage whole =
            QImage(image.rgba.data(), int(image.width), int(image.height), QImage::Format_RGBA8888).copy();
        if (whole.isNull()) return out_of_memory("{}: it does not fit into the memory", path.toStdString());
        return whole;
    }
    QImageReader reader(path);
    reader.setAutoTransform(true);
    const QImage image = reader.read();
    if (image.isNull()) return bad_file("{}: {}", path.toStdString(), reader.errorString().toStdString());
    return image;
}

Result<std::vector<std::byte>> encodedImage(const QImage& image, const PictureCoding& coding,
                                            std::span<const PictureText> texts) {
    const QImage rgba = image.convertToFormat(QImage::Format_RGBA8888);  // four bytes a pixel need no padding
    return encode_picture({.width = std::uint32_t(rgba.width()),
                           .height = std::uint32_t(rgba.height()),
                           .rgba = {rgba.constBits(), std::size_t(rgba.sizeInBytes())}},
                          coding, texts);
}

}  // namespace lemnos::studio
