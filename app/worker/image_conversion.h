// SPDX-License-Identifier: Apache-2.0
// Between the engine's pixels and files, and Qt's images. Free functions over values; any thread.
#pragma once

#include <QImage>

#include "base/result.h"
#include "formats/picture_writer.h"
#include "pipeline/session.h"

namespace lemnos::studio {

/// A copy that owns its pixels; a null image if the picture's sizes disagree.
QImage imageFromPicture(const Picture& picture);
/// Any image as the engine's tight 8-bit RGB; transparency lies on black.
Picture pictureFromImage(const QImage& image);

/// Any picture file that Qt or the engine can read, turned as its camera says; the error names the file.
Result<QImage> readImage(const QString& path);
/// The bytes of a file (picture_writer.h).
Result<std::vector<std::byte>> encodedImage(const QImage& image, const PictureCoding& coding,
                                            std::span<const PictureText> texts);

}  // namespace lemnos::studio
