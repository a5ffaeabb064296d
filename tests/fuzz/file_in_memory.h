// SPDX-License-Identifier: Apache-2.0
// Checkpoints out of the fuzzer's bytes. The readers take files, and a disk would be slow.
#pragma once

#include <cstdint>
#include <cstdlib>

#include <sys/mman.h>
#include <unistd.h>

#include "formats/checkpoint.h"

namespace lemnos::fuzz {

inline Result<Checkpoint> open_checkpoint(const std::uint8_t* data, std::size_t size) {
    const int descriptor = ::memfd_create("fuzz", MFD_CLOEXEC);
    if (descriptor < 0 || ::write(descriptor, data, size) != static_cast<ssize_t>(size)) std::abort();
    auto file = Checkpoint::open(fmt::format("/proc/self/fd/{}", descriptor));
    ::close(descriptor);
    return file;
}

/// Opens the file and reads what it holds; aborts on what a sound checkpoint cannot do. Tensors may share their bytes,
/// so the numbers that they claim are bounded here, not by the file.
inline void read_checkpoint(const std::uint8_t* data, std::size_t size) {
    const auto file = open_checkpoint(data, size);
    if (!file) {
        if (file.error().message.empty()) std::abort();
        return;
    }
    std::size_t numbers = 0;
    for (const TensorInfo& tensor : file->tensors()) {
        if (file->find(tensor.name) != &tensor) std::abort();
        numbers += tensor.shape.elements();
        if (numbers < (1U << 22U) && !file->read_floats(tensor)) std::abort();
    }
}

}  // namespace lemnos::fuzz
