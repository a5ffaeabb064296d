// SPDX-License-Identifier: Apache-2.0
// Where `lemnos-cli render` puts its pictures: the file or the folder behind --out. Whether it can write there is
// found out before anything is rendered; folders it made stay only if a picture came to lie in them.
// Move-only; one thread.
#pragma once

#include <cstddef>
#include <ctime>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "pipeline/request.h"

namespace lemnos::cli {

/// Finds out whether a file can be written under this path, leaving no trace.
Status check_writable(const std::filesystem::path& path);

class Output {
public:
    /// A name that ends in ".png" is a file, which is replaced; anything else a folder, whose pictures get dated
    /// names (see pipeline/picture_name.h) and never replace another.
    static Result<Output> prepare(const std::string& wish);

    Output(Output&& other) noexcept;
    Output& operator=(Output&&) = delete;
    ~Output();

    /// Picture `index` of the batch of a completed request; further pictures of a file "x.png" are "x-2.png", ...
    Result<std::filesystem::path> save(const Request& request, std::size_t index, std::span<const std::byte> png);

private:
    enum class Kind { file, folder };

    Output(Kind kind, std::filesystem::path path);
    Status make_folder(const std::filesystem::path& folder);

    Kind m_kind;
    std::filesystem::path m_path;
    std::time_t m_when;                         // of the whole run, so that a batch stays together
    std::vector<std::filesystem::path> m_made;  // folders, outermost first
};

}  // namespace lemnos::cli
