// SPDX-License-Identifier: Apache-2.0
// Any bytes as a safetensors file: refused with a sentence or read, never a crash. A header is also tried without the
// length in front, which the fuzzer would have to guess.
#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

#include "formats/checkpoint.h"
#include "formats/safetensors_header.h"

namespace {

// A file in memory, because the reader takes files and a disk would be slow.
lemnos::Result<lemnos::Checkpoint> read(const std::uint8_t* data, std::size_t size) {
    const int descriptor = ::memfd_create("fuzz", MFD_CLOEXEC);
    if (descriptor < 0 || ::write(descriptor, data, size) != static_cast<ssize_t>(size)) std::abort();
    auto file = lemnos::Checkpoint::open(fmt::format("/proc/self/fd/{}", descriptor));
    ::close(descriptor);
    return file;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)lemnos::parse_safetensors_header({reinterpret_cast<const char*>(data), size});
    const auto file = read(data, size);
    if (!file) return file.error().message.empty() ? std::abort(), 0 : 0;
    for (const lemnos::TensorInfo& tensor : file->tensors())
        if (file->find(tensor.name) != &tensor || !file->read_floats(tensor)) std::abort();
    return 0;
}
