// SPDX-License-Identifier: Apache-2.0
#include "cli/output.h"

#include <utility>

#include "formats/atomic_file.h"
#include "pipeline/picture_name.h"

namespace lemnos::cli {
namespace fs = std::filesystem;
namespace {

fs::path numbered(const fs::path& file, std::size_t index) {
    if (index == 0) return file;
    return file.parent_path() / fmt::format("{}-{}{}", file.stem().string(), index + 1, file.extension().string());
}

bool is_png_name(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".png" || extension == ".PNG";
}

}  // namespace

Status check_writable(const fs::path& path) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) return io_error("{}: is a folder, not a file", path.string());
    // Begun and dropped: it asks the file system exactly what the real file will ask later.
    LEMNOS_TRY([[maybe_unused]] const AtomicFile probe, AtomicFile::create(path, OnExisting::replace));
    return {};
}

Result<Output> Output::prepare(const std::string& wish) {
    const fs::path path(wish);
    std::error_code ignored;
    if (is_png_name(path) && !fs::is_directory(path, ignored)) {
        LEMNOS_CHECK(check_writable(path));
        return Output(Kind::file, path);
    }
    if (path.has_extension() && !fs::is_directory(path, ignored) && !wish.ends_with('/'))
        return invalid("--out {}: pictures are written as .png", wish);

    Output output(Kind::folder, path);
    const fs::path first = path / picture_name("", 0, output.m_when);
    LEMNOS_CHECK(output.make_folder(first.parent_path()));
    LEMNOS_CHECK(check_writable(first));
    return output;
}

Output::Output(Kind kind, fs::path path) : m_kind(kind), m_path(std::move(path)), m_when(std::time(nullptr)) {}

Output::Output(Output&& other) noexcept
    : m_kind(other.m_kind),
      m_path(std::move(other.m_path)),
      m_when(other.m_when),
      m_made(std::exchange(other.m_made, {})) {}

Output::~Output() {
    std::error_code ignored;  // a folder that is no longer empty stays
    for (auto folder = m_made.rbegin(); folder != m_made.rend(); ++folder) fs::remove(*folder, ignored);
}

Status Output::make_folder(const fs::path& folder) {
    fs::path part;
    for (const fs::path& name : folder) {
        part /= name;
        std::error_code error;
        if (fs::create_directory(part, error)) m_made.push_back(part);
        if (error) return io_error("{}: the folder cannot be made: {}", part.string(), error.message());
    }
    return {};
}

Result<fs::path> Output::save(const Request& request, std::size_t index, std::span<const std::byte> png) {
    if (m_kind == Kind::folder)
        return write_new_file(m_path / picture_name(request.prompt, request.seed + index, m_when), png);
    const fs::path file = numbered(m_path, index);
    LEMNOS_CHECK(write_file(file, png, OnExisting::replace));
    return file;
}

}  // namespace lemnos::cli
