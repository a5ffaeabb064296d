// SPDX-License-Identifier: Apache-2.0
// Any bytes as a GGUF file: refused with a sentence or read and dequantised, never a crash.
#include <cstdint>

#include "fuzz/file_in_memory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    lemnos::fuzz::read_checkpoint(data, size);
    return 0;
}
