// SPDX-License-Identifier: Apache-2.0
#include "worker/part_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/mapped_file.h"
#include "formats/atomic_file.h"
#include "formats/messages.h"

namespace lemnos::studio {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int version = 1;
constexpr std::size_t pieceBytes = std::size_t{1} << 20U;
constexpr std::uint64_t largestNote = 64U << 10U;

std::unexpected<Error> refused(const fs::path& path, const char* what) {
    return io_error("{}: {}: {}", path.string(), what, std::strerror(errno));
}

json readNote(const fs::path& path) {
    const auto file = MappedFile::open(path);
    if (!file || file->size() > largestNote) return {};
    std::string text(file->size(), '\0');
    if (!file->read_at(0, std::as_writable_bytes(std::span(text)))) return {};
    json note = json::parse(text, nullptr, false);
    return note.is_object() ? note : json();
}

}  // namespace

Result<PartFile> PartFile::open(Goal goal, const CancelToken& cancel) {
    PartFile part;
    part.m_goal = std::move(goal);
    part.m_part = part.m_goal.path.string() + ".part";
    part.m_note = part.m_part.string() + ".json";
    part.m_descriptor = ::open(part.m_part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (part.m_descriptor < 0) return refused(part.m_part, "cannot be written");
    if (::flock(part.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        ::close(std::exchange(part.m_descriptor, -1));  // it is not ours to tidy up
        return io_error("{}: is being downloaded by another Lemnos", part.m_goal.path.string());
    }
    const json note = readNote(part.m_note);
    const bool isOurs = note.is_object() && note.value("version", json()) == version &&
                        note.value("sha256", json()) == part.m_goal.sha256 &&
                        note.value("bytes", json()) == part.m_goal.bytes;
    if (!isOurs) {
        LEMNOS_CHECK(part.restart());
        return part;
    }
    if (const json validator = note.value("validator", json()); validator.is_string()) part.m_validator = validator;
    LEMNOS_CHECK(part.readBack(cancel));
    return part;
}

PartFile::PartFile(PartFile&& other) noexcept { *this = std::move(other); }

PartFile& PartFile::operator=(PartFile&& other) noexcept {
    if (this == &other) return *this;
    close();
    m_goal = std::move(other.m_goal);
    m_part = std::move(other.m_part);
    m_note = std::move(other.m_note);
    m_validator = std::move(other.m_validator);
    m_descriptor = std::exchange(other.m_descriptor, -1);
    m_size = other.m_size;
    m_hash = other.m_hash;
    return *this;
}

PartFile::~PartFile() { close(); }

void PartFile::remove() const {
    ::unlink(m_part.c_str());
    ::unlink(m_note.c_str());
}

void PartFile::close() {
    if (m_descriptor < 0) return;
    if (m_size == 0) remove();  // nothing came that would be worth keeping
    ::close(std::exchange(m_descriptor, -1));
}

// What a killed download left may end anywhere; every byte that is there was written in order.
Status PartFile::readBack(const CancelToken& cancel) {
    std::vector<std::byte> piece(pieceBytes);
    for (;;) {
        LEMNOS_CHECK(cancel.check());
        const auto count = ::pread(m_descriptor, piece.data(), piece.size(), static_cast<off_t>(m_size));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return refused(m_part, "cannot be read");
        if (count == 0) break;
        m_hash.update(std::span(piece).first(static_cast<std::size_t>(count)));
        m_size += static_cast<std::uint64_t>(count);
    }
    return m_size > m_goal.bytes ? restart() : Status();
}

Status PartFile::writeNote() const {
    const std::string text =
        json{{"version", version}, {"sha256", m_goal.sha256}, {"bytes", m_goal.bytes}, {"validator", m_validator}}.dump(
            1, ' ', false, json::error_handler_t::replace);
    return write_file(m_note, std::as_bytes(std::span(text)), OnExisting::replace);
}

Status PartFile::setValidator(std::string validator) {
    if (validator == m_validator) return {};
    m_validator = std::move(validator);
    return writeNote();
}

Status PartFile::append(std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const auto count = ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_size));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return refused(m_part, "cannot be written");
        m_hash.update(bytes.first(static_cast<std::size_t>(count)));
        m_size += static_cast<std::uint64_t>(count);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
    }
    return {};
}

Status PartFile::restart() {
    if (::ftruncate(m_descriptor, 0) != 0) return refused(m_part, "cannot be emptied");
    m_size = 0;
    m_hash = Sha256();
    m_validator.clear();
    return writeNote();
}

Status PartFile::finish() {
    const std::string found = Sha256(m_hash).finish();
    if (m_size != m_goal.bytes || found != m_goal.sha256) {
        remove();
        return bad_file(
            "{}: what came is not what was announced (SHA-256 {}, expected {}); it was deleted. The file on the server "
            "has changed, or something on the way changed it",
            file_name(m_goal.path), found, m_goal.sha256);
    }
    if (::fsync(m_descriptor) != 0) return refused(m_part, "cannot be written to disk");
    LEMNOS_CHECK(publish(m_part, m_goal.path, OnExisting::refuse));
    ::unlink(m_note.c_str());
    return {};
}

}  // namespace lemnos::studio
