// SPDX-License-Identifier: Apache-2.0
// What a picture says of its origin to those who look for generated media: IPTC's digital source type as XMP.
// Free functions over plain values; any thread.
#pragma once

#include "formats/png_text.h"

namespace lemnos {

/// https://cv.iptc.org/newscodes/digitalsourcetype
enum class DigitalSource {
    generated,  // trainedAlgorithmicMedia
    composite,  // compositeWithTrainedAlgorithmicMedia: parts of another picture were kept
};

/// The text chunk that holds the XMP packet (XMP specification, part 3, 1.1.5).
PictureText provenance(DigitalSource source);

}  // namespace lemnos
