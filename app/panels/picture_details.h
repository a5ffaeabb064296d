// SPDX-License-Identifier: Apache-2.0
// The few lines that say how a picture was made. A free function from values to plain text.
#pragma once

#include <QString>

namespace lemnos::studio {

struct GalleryEntry;

QString pictureDetails(const GalleryEntry& entry);

}  // namespace lemnos::studio
