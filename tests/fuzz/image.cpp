// SPDX-License-Identifier: Apache-2.0
// Any bytes as a picture.
#include <cstdint>
#include <cstdlib>

#include "formats/image.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto image = lemnos::decode_image(std::as_bytes(std::span(data, size)));
    if (image && image->rgb.size() != std::size_t{3} * image->width * image->height) std::abort();
    return 0;
}
