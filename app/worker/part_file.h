// SPDX-License-Identifier: Apache-2.0
// A file that arrives in pieces and over several starts of the studio: NAME.part beside its goal, with a small
// NAME.part.json that says what it is to become and by what the server knows it. Its hash is kept while it grows; under
// its own name it appears only when every byte is right and on the disk. Move-only; used on the download thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "base/cancel.h"
#include "base/result.h"
#include "base/sha256.h"

namespace lemnos::studio {

class PartFile {
public:
    struct Goal {
        std::filesystem::path path;
        std::uint64_t bytes = 0;
        std::string sha256;
    };

    /// Goes on where an earlier download of the same bytes stopped, or begins. Refuses a part that another program of
    /// ours is writing.
    static Result<PartFile> open(Goal goal, const CancelToken& cancel);

    /// What has come stays; if that is nothing, no trace does.
    PartFile(PartFile&& other) noexcept;
    PartFile& operator=(PartFile&& other) noexcept;
    ~PartFile();

    std::uint64_t size() const { return m_size; }
    bool isComplete() const { return m_size == m_goal.bytes; }

    /// By what the server knows these bytes (ETag or date); empty if it said nothing.
    const std::string& validator() const { return m_validator; }
    Status setValidator(std::string validator);

    Status append(std::span<const std::byte> bytes);
    /// Throws away what is there: the server begins again.
    Status restart();
    /// Checks the bytes and gives the file its name. Wrong bytes are deleted (ErrorKind::bad_file).
    Status finish();

private:
    PartFile() = default;
    Status readBack(const CancelToken& cancel);
    Status writeNote() const;
    void remove() const;
    void close();

    Goal m_goal;
    std::filesystem::path m_part;
    std::filesystem::path m_note;
    std::string m_validator;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    Sha256 m_hash;
};

}  // namespace lemnos::studio
