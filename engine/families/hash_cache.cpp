// SPDX-License-Identifier: Apache-2.0
#include "families/hash_cache.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <nlohmann/json.hpp>

#include "base/log.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "formats/atomic_file.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr int version = 1;
constexpr std::uint64_t largest_file = 16U << 20U;  // bytes of JSON: some ten thousand models

// Held while the file is read, changed and written, so that two programs do not lose each other's entries.
class Lock {
public:
    explicit Lock(const fs::path& file)
        : m_descriptor(::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
        while (m_descriptor >= 0 && ::flock(m_descriptor, LOCK_EX) != 0 && errno == EINTR) {
        }
    }
    ~Lock() {
        if (m_descriptor >= 0) ::close(m_descriptor);
    }
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;

private:
    int m_descriptor;
};

json read_entries(const fs::path& path) {
    std::error_code ignored;
    if (!fs::exists(path, ignored)) return json::object();
    const Result<MappedFile> file = MappedFile::open(path);
    if (!file || file->size() > largest_file) return json::object();
    std::string text(file->size(), '\0');
    if (!file->read_at(0, std::as_writable_bytes(std::span(text)))) return json::object();
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object() || object.value("version", json()) != version) return json::object();
    json entries = object.value("files", json::object());
    return entries.is_object() ? entries : json::object();
}

bool is_digits(const json& text, std::size_t count) {
    if (!text.is_string()) return false;
    const auto& digits = text.get_ref<const std::string&>();
    return digits.size() == count &&
           std::ranges::all_of(digits, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

std::string key_of(const fs::path& model) {
    std::error_code failed;
    const fs::path absolute = fs::absolute(model, failed);
    return (failed ? model : absolute).lexically_normal().string();
}

std::optional<FileHashes> entry_of(const json& entries, const fs::path& model, const FileStamp& stamp) {
    const auto found = entries.find(key_of(model));
    if (found == entries.end() || !found->is_object()) return std::nullopt;
    const json sha256 = found->value("sha256", json());
    const json autov3 = found->value("autov3", json());
    if (found->value("bytes", json()) != stamp.bytes || found->value("modified", json()) != stamp.modified ||
        !is_digits(sha256, 64) || !is_digits(autov3, 12))
        return std::nullopt;
    return FileHashes{sha256.get<std::string>(), autov3.get<std::string>()};
}

}  // namespace

Result<FileHashes> compute_hashes(const Checkpoint& checkpoint, const CancelToken& cancel) {
    constexpr std::size_t piece = std::size_t{4} << 20U;
    const MappedFile& file = checkpoint.files().front();
    Sha256 whole;
    Sha256 data;
    std::vector<std::byte> buffer(std::min<std::uint64_t>(piece, file.size()));
    for (std::uint64_t at = 0; at < file.size(); at += buffer.size()) {
        LEMNOS_CHECK(cancel.check());
        const auto bytes = std::span(buffer).first(std::min<std::uint64_t>(buffer.size(), file.size() - at));
        LEMNOS_CHECK(file.read_at(at, bytes));
        whole.update(bytes);
        const std::uint64_t header = checkpoint.data_offset() > at ? checkpoint.data_offset() - at : 0;
        if (header < bytes.size()) data.update(bytes.subspan(header));
    }
    return FileHashes{whole.finish(), data.finish().substr(0, 12)};
}

std::optional<FileHashes> HashCache::find(const fs::path& model) const {
    const Result<FileStamp> stamp = stamp_of(model);
    if (m_file.empty() || !stamp) return std::nullopt;
    return entry_of(read_entries(m_file), model, *stamp);
}

Result<FileHashes> HashCache::hashes_of(const fs::path& path, const CancelToken& cancel) const {
    if (auto known = find(path)) return *std::move(known);
    const Result<FileStamp> before = stamp_of(path);
    LEMNOS_TRY(const Checkpoint file, Checkpoint::open(path));
    LEMNOS_TRY(FileHashes hashes, compute_hashes(file, cancel));
    // What was written meanwhile has neither the hash of what was there nor of what is.
    const bool is_same = before && stamp_of(path).value_or(FileStamp()) == *before;
    if (!is_same || m_file.empty() || check_utf8(path.string()) == Utf8::invalid) return hashes;
    if (const Status kept = keep(path, *before, hashes); !kept)
        log(LogLevel::info, "the hash of {} is not remembered: {}", path.string(), kept.error().text());
    return hashes;
}

Status HashCache::keep(const fs::path& model, const FileStamp& stamp, const FileHashes& hashes) const {
    std::error_code failed;
    fs::create_directories(m_file.parent_path(), failed);
    const Lock lock(m_file);
    json entries = read_entries(m_file);
    entries[key_of(model)] = {
        {"bytes", stamp.bytes}, {"modified", stamp.modified}, {"sha256", hashes.sha256}, {"autov3", hashes.autov3}};
    const std::string text = json{{"version", version}, {"files", std::move(entries)}}.dump(1);
    return write_file(m_file, std::as_bytes(std::span(text)), OnExisting::replace);
}

}  // namespace lemnos
