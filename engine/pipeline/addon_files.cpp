// SPDX-License-Identifier: Apache-2.0
#include "pipeline/addon_files.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "formats/messages.h"

namespace lemnos {
namespace {

namespace fs = std::filesystem;

constexpr std::array lora_folders{"loras", "Lora"};
constexpr std::array vae_folders{"vae", "VAE"};
constexpr std::array embedding_folders{"embeddings"};
constexpr std::array tiny_vae_folders{"vae_approx", "VAE-approx", "VAE-taesd"};
constexpr std::array lora_endings{".safetensors", ".pt", ".ckpt"};
constexpr std::array vae_endings{".safetensors", ".pt", ".ckpt", ".vae.safetensors", ".vae.pt"};
constexpr std::array embedding_endings{".safetensors", ".pt", ".bin"};
constexpr std::array tiny_vae_endings{".safetensors", ".pth", ".pt"};

// Checkpoints of other programs lie in a folder of their own, beside those of everything else.
std::vector<fs::path> places(const AddonKind& kind, const fs::path& model) {
    std::error_code failed;
    const fs::path beside = fs::absolute(model, failed).parent_path();
    std::vector<fs::path> all;
    for (const fs::path& parent : {beside, beside.parent_path(), user_folder("models")})
        for (const char* folder : kind.folders)
            if (!parent.empty()) all.push_back(parent / folder);
    if (const fs::path users = user_folder(kind.folders.front()); !users.empty()) all.push_back(users);
    return all;
}

}  // namespace

const AddonKind lora_files{"loras", "LoRA", lora_folders, lora_endings};
const AddonKind vae_files{"vae", "VAE", vae_folders, vae_endings};
const AddonKind embedding_files{"prompt", "embedding", embedding_folders, embedding_endings};
const AddonKind tiny_vae_files{"preview", "tiny autoencoder", tiny_vae_folders, tiny_vae_endings};

fs::path user_folder(const char* name) {
    if (const char* data = std::getenv("XDG_DATA_HOME"); data != nullptr && *data == '/')
        return fs::path(data) / "lemnos" / name;
    const char* home = std::getenv("HOME");
    return home == nullptr || *home == '\0' ? fs::path() : fs::path(home) / ".local/share/lemnos" / name;
}

std::vector<fs::path> addon_folders(const AddonKind& kind, const fs::path& model) {
    std::vector<fs::path> all = places(kind, model);
    std::erase_if(all, [](const fs::path& folder) {
        std::error_code ignored;
        return !fs::is_directory(folder, ignored);
    });
    return all;
}

Result<fs::path> find_addon(const AddonKind& kind, const std::string& name, const fs::path& model) {
    std::error_code ignored;
    if (fs::is_regular_file(name, ignored)) return fs::path(name);
    std::vector<fs::path> folders = places(kind, model);
    folders.insert(folders.begin() + 1, fs::absolute(model, ignored).parent_path());
    const std::string file = fs::path(name).filename().string();
    std::string looked;
    for (const fs::path& folder : folders) {
        if (fs::is_regular_file(folder / file, ignored)) return folder / file;
        for (const char* ending : kind.endings)
            if (fs::path path = folder / (file + ending); fs::is_regular_file(path, ignored)) return path;
        looked += (looked.empty() ? "" : ", ") + folder.string();
    }
    return io_error("{}: there is no {} {}; looked in {}", kind.field, kind.name, in_quotes(name), looked);
}

}  // namespace lemnos
