// SPDX-License-Identifier: Apache-2.0
#include "text/wildcard_folder.h"

#include <span>

#include "base/mapped_file.h"
#include "base/utf8.h"
#include "text/characters.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 20'000;
constexpr std::uint64_t largest_file = 16U << 20U;
constexpr int deepest_folder = 8;

// Whether `name` fits a pattern in which * is any text, linear in each star.
bool fits(std::string_view name, std::string_view pattern) {
    std::size_t at = 0, part = 0, star = std::string_view::npos, retry = 0;
    while (at < name.size()) {
        if (part < pattern.size() && pattern[part] == '*') {
            star = part++;
            retry = at;
        } else if (part < pattern.size() && pattern[part] == name[at]) {
            ++part;
            ++at;
        } else if (star != std::string_view::npos) {
            part = star + 1;
            at = ++retry;
        } else {
            return false;
        }
    }
    while (part < pattern.size() && pattern[part] == '*') ++part;
    return part == pattern.size();
}

void append_lines(std::vector<std::string>& lines, const fs::path& path) {
    const auto file = MappedFile::open(path);
    if (!file || file->size() > largest_file) return;
    std::string content(file->size(), '\0');
    if (!file->read_at(0, std::as_writable_bytes(std::span(content)))) return;
    if (check_utf8(content) == Utf8::invalid) return;
    for (std::string_view rest = content; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = trimmed(rest.substr(0, end));
        if (!line.empty() && line.front() != '#' && line.find('\0') == std::string_view::npos) lines.emplace_back(line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

}  // namespace

void WildcardFolder::look_through() {
    m_is_known = true;
    std::error_code failed;
    fs::recursive_directory_iterator entry(m_folder, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && entry != fs::recursive_directory_iterator() && m_files.size() < most_files;
         entry.increment(failed)) {
        if (entry.depth() >= deepest_folder) entry.disable_recursion_pending();
        if (entry->path().extension() != ".txt" || !entry->is_regular_file(failed)) continue;
        m_files.emplace(entry->path().lexically_relative(m_folder).replace_extension().generic_string(), entry->path());
    }
}

std::vector<std::string> WildcardFolder::read(std::string_view name) const {
    std::vector<std::string> lines;
    if (name.find('*') != std::string_view::npos) {
        for (const auto& [known, path] : m_files)
            if (fits(known, name)) append_lines(lines, path);
        return lines;
    }
    const fs::path* file = nullptr;
    if (const auto exact = m_files.find(name); exact != m_files.end()) {
        file = &exact->second;
    } else if (name.find('/') == std::string_view::npos) {
        for (const auto& [known, path] : m_files) {
            if (path.stem().string() != name) continue;
            if (file != nullptr) return {};  // which of them is not said
            file = &path;
        }
    }
    if (file != nullptr) append_lines(lines, *file);
    return lines;
}

std::optional<std::vector<std::string>> WildcardFolder::lines(std::string_view name) {
    if (!m_is_known) look_through();
    auto known = m_lines.find(name);
    if (known == m_lines.end()) known = m_lines.emplace(std::string(name), read(name)).first;
    return known->second.empty() ? std::nullopt : std::optional(known->second);
}

}  // namespace lemnos
