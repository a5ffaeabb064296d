// SPDX-License-Identifier: Apache-2.0
// Walks over a file's little-endian bytes from its beginning, reading them in windows: for headers whose length only
// their end tells. Borrows the file; one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/mapped_file.h"

namespace lemnos {

class FileReader {
public:
    explicit FileReader(const MappedFile& file) : m_file(&file) {}

    std::uint64_t position() const { return m_position; }
    std::uint64_t left() const { return m_file->size() - m_position; }

    Status read(std::span<std::byte> to);
    Status skip(std::uint64_t bytes);
    /// `bytes` must be known to be reasonable.
    Result<std::string> text(std::uint64_t bytes);

    template <typename T>
    Result<T> number() {
        T value{};
        LEMNOS_CHECK(read(std::as_writable_bytes(std::span(&value, 1))));
        return value;
    }

private:
    Status check(std::uint64_t bytes) const;

    const MappedFile* m_file;
    std::uint64_t m_position = 0;
    std::uint64_t m_window_begin = 0;
    std::vector<std::byte> m_window;
};

}  // namespace lemnos
