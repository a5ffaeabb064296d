// SPDX-License-Identifier: Apache-2.0
// Any bytes as a PNG: its texts are read within bounds or refused, and what is read can be written again.
#include <cstdint>
#include <cstdlib>

#include "formats/png_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto png = std::as_bytes(std::span(data, size));
    const auto texts = lemnos::read_png_text(png);
    if (!texts) return 0;
    const auto copy = lemnos::with_png_text(png, *texts);
    // Latin-1 keywords were checked in reading, so writing can only fail on a text that grew past the limit as UTF-8.
    if (!copy) return 0;
    const auto again = lemnos::read_png_text(*copy);
    if (again && again->size() != 2 * texts->size()) std::abort();
    return 0;
}
