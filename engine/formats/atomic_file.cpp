// SPDX-License-Identifier: Apache-2.0
#include "formats/atomic_file.h"

#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace lemnos {
namespace fs = std::filesystem;
namespace {

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

fs::path temporary_for(const fs::path& path) {
    static std::atomic<unsigned> counter = 0;
    return folder_of(path) / fmt::format(".lemnos-{}-{}.part", ::getpid(), counter++);
}

// Gives the file its name unless something has that name. Returns 0 or an errno.
int rename_without_replacing(const char* from, const char* to) {
    if (::renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
    // File systems that cannot promise that in one step can at least refuse a second link.
    if (::link(from, to) != 0) return errno;
    return ::unlink(from) == 0 ? 0 : errno;
}

Status sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return io_error("{}: cannot be opened: {}", folder.string(), std::strerror(errno));
    const int failed = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (failed != 0 && failed != EINVAL)  // EINVAL: the file system has nothing to synchronise
        return io_error("{}: cannot be written to disk: {}", folder.string(), std::strerror(failed));
    return {};
}

fs::path numbered(const fs::path& path, unsigned number) {
    if (number == 1) return path;
    return path.parent_path() / fmt::format("{}-{}{}", path.stem().string(), number, path.extension().string());
}

}  // namespace

Result<AtomicFile> AtomicFile::create(const fs::path& path, OnExisting on_existing) {
    AtomicFile file;
    file.m_path = path;
    file.m_on_existing = on_existing;
    do {
        file.m_temporary = temporary_for(path);
        file.m_descriptor = ::open(file.m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    } while (file.m_descriptor < 0 && errno == EEXIST);
    if (file.m_descriptor < 0) {
        const int reason = errno;
        file.m_temporary.clear();
        return io_error("{}: cannot be written: {}", path.string(), std::strerror(reason));
    }
    return file;
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept { *this = std::move(other); }

AtomicFile& AtomicFile::operator=(AtomicFile&& other) noexcept {
    if (this == &other) return *this;
    discard();
    m_path = std::move(other.m_path);
    m_temporary = std::exchange(other.m_temporary, {});
    m_on_existing = other.m_on_existing;
    m_descriptor = std::exchange(other.m_descriptor, -1);
    return *this;
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() {
    if (m_descriptor >= 0) ::close(std::exchange(m_descriptor, -1));
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
    m_temporary.clear();
}

Status AtomicFile::write(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto count = ::write(m_descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return io_error("{}: cannot be written: {}", m_path.string(), std::strerror(errno));
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Status AtomicFile::commit() {
    if (::fsync(m_descriptor) != 0)
        return io_error("{}: cannot be written to disk: {}", m_path.string(), std::strerror(errno));
    // Some network file systems report a failed write only here.
    if (::close(std::exchange(m_descriptor, -1)) != 0)
        return io_error("{}: cannot be written to disk: {}", m_path.string(), std::strerror(errno));
    LEMNOS_CHECK(publish(m_temporary, m_path, m_on_existing));
    m_temporary.clear();
    return {};
}

Status publish(const fs::path& temporary, const fs::path& path, OnExisting on_existing) {
    if (on_existing == OnExisting::replace) {
        if (::rename(temporary.c_str(), path.c_str()) != 0)
            return io_error("{}: cannot be replaced: {}", path.string(), std::strerror(errno));
    } else if (const int reason = rename_without_replacing(temporary.c_str(), path.c_str()); reason == EEXIST) {
        return io_error("{}: already exists", path.string());
    } else if (reason != 0) {
        return io_error("{}: cannot be created: {}", path.string(), std::strerror(reason));
    }
    return sync_folder(folder_of(path));
}

void sweep_abandoned(const fs::path& temporary) {
    constexpr auto surely_finished = std::chrono::minutes(10);
    const std::string name = temporary.filename().string();
    pid_t writer = 0;
    unsigned number = 0;
    int length = 0;
    if (std::sscanf(name.c_str(), ".lemnos-%d-%u.part%n", &writer, &number, &length) != 2 ||
        length != static_cast<int>(name.size()))
        return;
    const bool is_alive = ::kill(writer, 0) == 0 || errno != ESRCH;
    std::error_code failed;
    const auto written = fs::last_write_time(temporary, failed);
    if (failed || is_alive || fs::file_time_type::clock::now() - written < surely_finished) return;
    fs::remove(temporary, failed);  // what cannot be removed does no harm
}

Status write_file(const fs::path& path, std::span<const std::byte> bytes, OnExisting on_existing) {
    LEMNOS_TRY(AtomicFile file, AtomicFile::create(path, on_existing));
    LEMNOS_CHECK(file.write(bytes));
    return file.commit();
}

Result<fs::path> write_new_file(const fs::path& path, std::span<const std::byte> bytes) {
    for (unsigned number = 1;; ++number) {
        fs::path candidate = numbered(path, number);
        std::error_code ignored;
        if (fs::exists(candidate, ignored)) continue;
        const Status written = write_file(candidate, bytes, OnExisting::refuse);
        if (written) return candidate;
        // Someone else may have taken the name since we looked; any other failure is final.
        if (!fs::exists(candidate, ignored)) return std::unexpected(written.error());
    }
}

}  // namespace lemnos
