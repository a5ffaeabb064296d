// SPDX-License-Identifier: Apache-2.0
#include "base/mapped_file.h"

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lemnos {

Result<MappedFile> MappedFile::open(const std::filesystem::path& path) {
    MappedFile file;
    file.m_path = path;
    file.m_descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file.m_descriptor < 0) return io_error("{}: cannot be opened: {}", path.string(), std::strerror(errno));
    struct stat status{};
    if (::fstat(file.m_descriptor, &status) != 0)
        return io_error("{}: cannot be examined: {}", path.string(), std::strerror(errno));
    if (!S_ISREG(status.st_mode)) return io_error("{}: is not a regular file", path.string());
    file.m_size = static_cast<std::size_t>(status.st_size);
    if (file.m_size == 0) return file;
    void* data = ::mmap(nullptr, file.m_size, PROT_READ, MAP_PRIVATE, file.m_descriptor, 0);
    if (data == MAP_FAILED) return io_error("{}: cannot be mapped: {}", path.string(), std::strerror(errno));
    file.m_data = static_cast<const std::byte*>(data);
    return file;
}

MappedFile::MappedFile(MappedFile&& other) noexcept { *this = std::move(other); }

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
    if (this == &other) return *this;
    close();
    m_path = std::move(other.m_path);
    m_data = std::exchange(other.m_data, nullptr);
    m_size = std::exchange(other.m_size, 0);
    m_descriptor = std::exchange(other.m_descriptor, -1);
    return *this;
}

MappedFile::~MappedFile() { close(); }

void MappedFile::close() {
    if (m_data != nullptr) ::munmap(const_cast<std::byte*>(m_data), m_size);
    if (m_descriptor >= 0) ::close(m_descriptor);
    m_data = nullptr;
    m_descriptor = -1;
}

Status MappedFile::read_at(std::uint64_t offset, std::span<std::byte> to) const {
    std::size_t done = 0;
    while (done < to.size()) {
        const auto count = ::pread(m_descriptor, to.data() + done, to.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return io_error("{}: cannot be read: {}", m_path.string(), std::strerror(errno));
        if (count == 0)
            return bad_file("{}: ends at byte {} while being read; it has become shorter", m_path.string(),
                            offset + done);
        done += static_cast<std::size_t>(count);
    }
    return {};
}

}  // namespace lemnos
