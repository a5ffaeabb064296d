// SPDX-License-Identifier: Apache-2.0
#include "pipeline/model_folders.h"

#include <algorithm>
#include <set>

#include "formats/messages.h"
#include "pipeline/addon_files.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

constexpr int deepest = 12;  // folders in folders: more than anybody's order, and an end to links that go round

bool has_model_ending(const fs::path& path) {
    std::string ending = path.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    // Of embeddings, too, which diffusers stores so; elsewhere that ending is anything's.
    if (ending == ".bin") return path.parent_path().filename() == "embeddings";
    return std::ranges::find(model_endings(), ending) != model_endings().end();
}

class Walk {
public:
    explicit Walk(CancelToken cancel) : m_cancel(std::move(cancel)) {}

    Status enter(const fs::path& folder, int depth) {
        std::error_code failed;
        const fs::path real = fs::canonical(folder, failed);
        if (failed || !m_entered.insert(real).second) return {};
        fs::directory_iterator entry(folder, failed);
        if (failed && depth == 0) return io_error("{}: cannot be read: {}", folder.string(), failed.message());
        for (; !failed && entry != fs::directory_iterator(); entry.increment(failed)) {
            LEMNOS_CHECK(m_cancel.check());
            LEMNOS_CHECK(look_at(entry->path(), depth));
        }
        return {};
    }

    std::vector<fs::path> found;

private:
    Status look_at(const fs::path& path, int depth) {
        if (path.filename().string().starts_with('.')) return {};
        std::error_code ignored;
        if (fs::is_directory(path, ignored)) {
            if (!fs::exists(path / "model_index.json", ignored))
                return depth < deepest ? enter(path, depth + 1) : Status();
            found.push_back(path);
        } else if (has_model_ending(path) && fs::is_regular_file(path, ignored)) {
            found.push_back(path);
        }
        return {};
    }

    CancelToken m_cancel;
    std::set<fs::path> m_entered;
};

}  // namespace

fs::path user_models_folder() { return user_folder("models"); }

std::vector<fs::path> user_model_folders() {
    std::vector<fs::path> folders;
    for (const char* name : {"models", "loras", "embeddings", "vae", "vae_approx"})
        if (fs::path folder = user_folder(name); !folder.empty()) folders.push_back(std::move(folder));
    return folders;
}

const std::vector<std::string_view>& model_endings() {
    static const std::vector<std::string_view> endings{".safetensors", ".gguf", ".ckpt", ".pth", ".pt"};
    return endings;
}

Result<std::vector<fs::path>> model_files_in(const fs::path& folder, const CancelToken& cancel) {
    std::error_code ignored;
    if (folder.empty() || !fs::exists(folder, ignored)) return std::vector<fs::path>();
    Walk walk(cancel);
    LEMNOS_CHECK(walk.enter(folder, 0));
    std::ranges::sort(walk.found);
    return std::move(walk.found);
}

Result<fs::path> find_model_by_name(const std::string& name) {
    const fs::path folder = user_models_folder();
    LEMNOS_TRY(const std::vector<fs::path> files, model_files_in(folder));
    std::vector<fs::path> called;
    for (const fs::path& file : files)
        if (file.filename() == name || file.stem() == name || file.lexically_relative(folder) == name)
            called.push_back(file);
    if (called.size() == 1) return called.front();
    if (called.empty())
        return io_error("model: there is no file {}, and no model of this name in {}", in_quotes(name),
                        folder.string());
    std::string list;
    for (const fs::path& file : called) list += (list.empty() ? "" : ", ") + file.lexically_relative(folder).string();
    return invalid("model: {} models in {} are called {}: {}; name one of them", called.size(), folder.string(),
                   in_quotes(name), list);
}

}  // namespace lemnos
