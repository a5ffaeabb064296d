// SPDX-License-Identifier: Apache-2.0
// The list of what a zip archive holds and where its bytes lie (PKWARE APPNOTE 6.3, with zip64). Nothing is unpacked:
// PyTorch stores its entries as they are. Internal to this folder; free functions; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/mapped_file.h"

namespace lemnos {

struct ZipEntry {
    enum class Storage { stored, compressed, encrypted };
    std::string name;
    Storage storage = Storage::stored;
    std::uint64_t offset = 0;  // of the first byte of its data
    std::uint64_t bytes = 0;   // in the archive
    std::uint32_t crc = 0;     // of what it unpacks to
};

/// Sorted by name, each name once; every entry lies inside the file.
Result<std::vector<ZipEntry>> read_zip_directory(const MappedFile& file);

/// Null when there is none of this name.
const ZipEntry* find_entry(const std::vector<ZipEntry>& sorted, std::string_view name);

/// A copy of a stored entry's bytes, with its check sum verified; refuses more than `most` bytes.
Result<std::vector<std::byte>> read_entry(const MappedFile& file, const ZipEntry& entry, std::uint64_t most);

}  // namespace lemnos
