// SPDX-License-Identifier: Apache-2.0
// Any bytes as a safetensors file: refused with a sentence or read, never a crash. A header is also tried without the
// length in front, which the fuzzer would have to guess.
#include <cstdint>

#include "formats/safetensors_header.h"
#include "fuzz/file_in_memory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)lemnos::parse_safetensors_header({reinterpret_cast<const char*>(data), size});
    lemnos::fuzz::read_checkpoint(data, size);
    return 0;
}
