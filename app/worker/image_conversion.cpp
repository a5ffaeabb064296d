// SPDX-License-Identifier: Apache-2.0
#include "worker/image_conversion.h"

#include <cstring>

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

}  // namespace lemnos::studio
