// SPDX-License-Identifier: Apache-2.0
// The hashes by which people name models, and a file that remembers them: reading 7 GB for ten digits is done once, not
// at every start. The file is JSON in the cache folder, written whole or not at all; it serves several programs and
// threads at once, and what is damaged in it is computed anew. Plain value; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/cancel.h"
#include "formats/checkpoint.h"
#include "formats/file_stamp.h"

namespace lemnos {

struct FileHashes {
    std::string sha256;  // 64 digits of the whole file
    std::string autov3;  // first 12 digits of the SHA-256 of what follows the header

    std::string autov2() const { return sha256.substr(0, 10); }
    friend bool operator==(const FileHashes&, const FileHashes&) = default;
};

/// Of a checkpoint of one file, in one pass.
Result<FileHashes> compute_hashes(const Checkpoint& file, const CancelToken& cancel = {});

class HashCache {
public:
    /// Without a file nothing is remembered.
    HashCache() = default;
    explicit HashCache(std::filesystem::path file) : m_file(std::move(file)) {}

    /// Nothing for files that were not hashed yet, or were written since.
    std::optional<FileHashes> find(const std::filesystem::path& model) const;
    /// From memory, or computed and then remembered. That it cannot be remembered is no error.
    Result<FileHashes> hashes_of(const std::filesystem::path& model, const CancelToken& cancel = {}) const;

private:
    Status keep(const std::filesystem::path& model, const FileStamp& stamp, const FileHashes& hashes) const;

    std::filesystem::path m_file;
};

}  // namespace lemnos
