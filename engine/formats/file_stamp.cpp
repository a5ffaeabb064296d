// SPDX-License-Identifier: Apache-2.0
#include "formats/file_stamp.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace lemnos {
namespace {

namespace fs = std::filesystem;

Status add_file(const fs::path& path, FileStamp& to) {
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return io_error("{}: {}", path.string(), std::strerror(errno));
    constexpr std::int64_t nanoseconds = 1'000'000'000;
    if (S_ISREG(status.st_mode)) to.bytes += static_cast<std::uint64_t>(status.st_size);
    to.modified = std::max(to.modified, status.st_mtim.tv_sec * nanoseconds + status.st_mtim.tv_nsec);
    return {};
}

}  // namespace

Result<FileStamp> stamp_of(const fs::path& path) {
    FileStamp stamp;
    LEMNOS_CHECK(add_file(path, stamp));
    std::error_code failed;
    if (!fs::is_directory(path, failed)) return stamp;
    for (fs::recursive_directory_iterator entry(path, failed), end; !failed && entry != end; entry.increment(failed))
        LEMNOS_CHECK(add_file(entry->path(), stamp));
    if (failed) return io_error("{}: cannot be read: {}", path.string(), failed.message());
    return stamp;
}

}  // namespace lemnos
