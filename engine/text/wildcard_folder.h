// SPDX-License-Identifier: Apache-2.0
// A folder of wildcard files: colours.txt holds what __colours__ may become, one option a line, and animals/cats.txt
// is __animals/cats__. Nothing outside of the folder is read, whatever a prompt from elsewhere asks for.
// Owned by one thread; looks the folder through once, when first asked.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lemnos {

class WildcardFolder {
public:
    /// A folder that does not exist has no files.
    explicit WildcardFolder(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// The lines of the file of that name without blank ones and # comments; of all that fit where it holds *, in the
    /// order of their names. A name without folders also finds a file in one, if no other has it. Nothing if there is
    /// no such file or it cannot be read.
    std::optional<std::vector<std::string>> lines(std::string_view name);

private:
    void look_through();
    std::vector<std::string> read(std::string_view name) const;

    std::filesystem::path m_folder;
    bool m_is_known = false;
    std::map<std::string, std::filesystem::path, std::less<>> m_files;     // by name
    std::map<std::string, std::vector<std::string>, std::less<>> m_lines;  // by the name that was asked for
};

}  // namespace lemnos
