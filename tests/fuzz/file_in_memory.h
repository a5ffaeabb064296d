// SPDX-License-Identifier: Apache-2.0
// Files out of the fuzzer's bytes: the readers take paths, and a disk would be slow.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <filesystem>

#include <sys/mman.h>
#include <unistd.h>

#include "formats/checkpoint.h"

namespace lemnos::fuzz {

/// Lives as long as its path is read; aborts where memory is short.
class FileInMemory {
public:
    FileInMemory(const std::uint8_t* data, std::size_t size) : m_descriptor(::memfd_create("fuzz", MFD_CLOEXEC)) {
        if (m_descriptor < 0 || ::write(m_descriptor, data, size) != static_cast<ssize_t>(size)) std::abort();
    }
    FileInMemory(const FileInMemory&) = delete;
    FileInMemory& operator=(const FileInMemory&) = delete;
    ~FileInMemory() { ::close(m_descriptor); }

    std::filesystem::path path() const { return fmt::format("/proc/self/fd/{}", m_descriptor); }

private:
    int m_descriptor;
};

/// An error must say something.
template <typename T>
bool is_value(const Result<T>& result) {
    if (!result && result.error().text().empty()) std::abort();
    return result.has_value();
}

/// Opens the file and reads what it holds; aborts on what a sound checkpoint cannot do. Tensors may share their bytes,
/// so the numbers that they claim are bounded here, not by the file.
inline void read_checkpoint(const std::uint8_t* data, std::size_t size) {
    const FileInMemory bytes(data, size);
    const auto file = Checkpoint::open(bytes.path());
    if (!is_value(file)) return;
    std::size_t numbers = 0;
    for (const TensorInfo& tensor : file->tensors()) {
        if (file->find(tensor.name) != &tensor) std::abort();
        numbers += tensor.shape.elements();
        if (numbers < (1U << 22U) && !file->read_floats(tensor)) std::abort();
    }
}

}  // namespace lemnos::fuzz
