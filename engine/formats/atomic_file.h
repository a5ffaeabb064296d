// SPDX-License-Identifier: Apache-2.0
// The save protocol: a file appears under its name complete and on disk, or not at all. The bytes go to a temporary
// file in the same folder, every write is checked, then fsync, rename, fsync of the folder. An object that is dropped
// before commit() leaves nothing behind. Move-only; one thread at a time.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "base/result.h"

namespace lemnos {

enum class OnExisting { refuse, replace };

class AtomicFile {
public:
    /// Begins to write what will become `path`; its folder must exist.
    static Result<AtomicFile> create(const std::filesystem::path& path, OnExisting on_existing);

    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&& other) noexcept;
    ~AtomicFile();

    Status write(std::span<const std::byte> bytes);
    /// Afterwards the file is on disk under its name. An error (ErrorKind::io) leaves what was there before.
    Status commit();

private:
    AtomicFile() = default;
    void discard();

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;  // empty once committed
    OnExisting m_on_existing = OnExisting::refuse;
    int m_descriptor = -1;
};

/// The last step alone: a file that is whole and on disk gets its name, in the same folder, and that is on disk, too.
Status publish(const std::filesystem::path& temporary, const std::filesystem::path& path, OnExisting on_existing);

/// Removes a temporary file that lies in a folder because its process was killed while writing. What another process
/// of this machine is still writing stays, and so does what is younger than ten minutes: the folder may be shared with
/// other machines. Other files are left alone.
void sweep_abandoned(const std::filesystem::path& temporary);

Status write_file(const std::filesystem::path& path, std::span<const std::byte> bytes, OnExisting on_existing);

/// Writes under `path`, or where that exists under "name-2.ext", "name-3.ext", ...; returns the path taken.
Result<std::filesystem::path> write_new_file(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace lemnos
