// SPDX-License-Identifier: Apache-2.0
#include "pipeline/starter_model.h"

#include <cstdlib>
#include <vector>

#include "formats/messages.h"
#include "pipeline/model_folders.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

constexpr const char* file = "lemnos-starter.safetensors";

void add_folders_of(const char* variable, const char* otherwise, std::vector<fs::path>& to) {
    const char* value = std::getenv(variable);
    std::string list = value != nullptr && *value != '\0' ? value : otherwise;
    for (std::size_t begin = 0; begin < list.size();) {
        const std::size_t end = std::min(list.find(':', begin), list.size());
        if (end > begin) to.push_back(fs::path(list.substr(begin, end - begin)) / "lemnos/models" / file);
        begin = end + 1;
    }
}

std::vector<fs::path> places(const SessionOptions& options) {
    if (!options.starter_model.empty()) return {options.starter_model};
    if (const char* path = std::getenv("LEMNOS_STARTER_MODEL"); path != nullptr && *path != '\0') return {path};
    std::vector<fs::path> all;
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    if (!failed) all.push_back(program.parent_path().parent_path() / "share/lemnos/models" / file);
    const char* home = std::getenv("HOME");
    add_folders_of("XDG_DATA_HOME", home == nullptr ? "" : (std::string(home) + "/.local/share").c_str(), all);
    add_folders_of("XDG_DATA_DIRS", "/usr/local/share:/usr/share", all);
#ifdef LEMNOS_STARTER_FOLDER  // the source tree, for builds that are not installed
    all.push_back(fs::path(LEMNOS_STARTER_FOLDER) / file);
#endif
    return all;
}

Result<fs::path> only_checkpoint_in(const fs::path& folder) {
    std::vector<fs::path> found;
    std::error_code failed;
    for (fs::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
        if (entry->path().extension() == ".safetensors") found.push_back(entry->path());
    if (failed) return io_error("{}: cannot be read: {}", folder.string(), failed.message());
    if (found.size() == 1) return found.front();
    return unsupported("{}: a folder with {} .safetensors files; name one file", folder.string(), found.size());
}

}  // namespace

Result<fs::path> find_starter_model(const SessionOptions& options) {
    std::string looked;
    for (const fs::path& place : places(options)) {
        std::error_code ignored;
        if (fs::is_regular_file(place, ignored)) return place;
        looked += (looked.empty() ? "" : ", ") + place.string();
    }
    return io_error("the starter model is not there; looked for {}", looked);
}

Result<fs::path> find_model(const std::string& model, const SessionOptions& options) {
    if (model.empty())
        return invalid(
            "model: is empty; it must be \"starter\", the path of a checkpoint or the name of one in the models "
            "folder");
    if (model == "starter") return find_starter_model(options);
    std::error_code ignored;
    fs::path path = model;
    if (fs::exists(path / "model_index.json", ignored)) return path;  // a folder of diffusers
    if (fs::is_directory(path, ignored)) return only_checkpoint_in(path);
    if (fs::exists(path, ignored)) return path;
    return find_model_by_name(model);
}

}  // namespace lemnos
