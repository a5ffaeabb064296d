// SPDX-License-Identifier: Apache-2.0
// Between the engine's pixels and Qt's. Free functions over values; any thread.
#pragma once

#include <QImage>

#include "pipeline/session.h"

namespace lemnos::studio {

/// A copy that owns its pixels; a null image if the picture's sizes disagree.
QImage imageFromPicture(const Picture& picture);
/// Any image as the engine's tight 8-bit RGB; transparency lies on black.
Picture pictureFromImage(const QImage& image);

}  // namespace lemnos::studio
