// SPDX-License-Identifier: Apache-2.0
// By what a file is taken to be the one that was read before: its size and when it was last written. What was found out
// about a file stays true as long as its stamp does. Plain value; any thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"

namespace lemnos {

struct FileStamp {
    std::uint64_t bytes = 0;
    std::int64_t modified = 0;  // nanoseconds since 1970
    friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

/// Of a file; or of everything below a folder: the sum of the sizes and the latest time.
Result<FileStamp> stamp_of(const std::filesystem::path& path);

}  // namespace lemnos
