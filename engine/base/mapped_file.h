// SPDX-License-Identifier: Apache-2.0
// A read-only view of a whole file. Owns the mapping; move-only; readable from any thread.
// A file that shrinks while it is mapped would raise SIGBUS: readers of untrusted or network files
// use read_at(), which goes through pread and fails with a message instead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

#include "base/result.h"

namespace lemnos {

class MappedFile {
public:
    static Result<MappedFile> open(const std::filesystem::path& path);

    MappedFile(MappedFile&& other) noexcept;
    MappedFile& operator=(MappedFile&& other) noexcept;
    ~MappedFile();

    std::span<const std::byte> bytes() const { return {m_data, m_size}; }
    std::uint64_t size() const { return m_size; }
    const std::filesystem::path& path() const { return m_path; }

    /// Copies `to.size()` bytes at `offset`; an error names the file if it has become shorter.
    Status read_at(std::uint64_t offset, std::span<std::byte> to) const;

private:
    MappedFile() = default;
    void close();

    std::filesystem::path m_path;
    const std::byte* m_data = nullptr;
    std::size_t m_size = 0;
    int m_descriptor = -1;
};

}  // namespace lemnos
