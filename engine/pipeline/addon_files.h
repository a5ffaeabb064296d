// SPDX-License-Identifier: Apache-2.0
// Where files lie that belong to models and are none themselves: LoRA, VAE, learned words, tiny autoencoders. A name is
// looked for in the places that this and other programs keep them in. Free functions; any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace lemnos {

struct AddonKind {
    const char* field;                     // of the request, for messages
    const char* name;                      // for people
    std::span<const char* const> folders;  // beside models; the first is ours, the others are those of other programs
    std::span<const char* const> endings;  // of the files, in the order in which they are preferred
};

extern const AddonKind lora_files;
extern const AddonKind vae_files;
extern const AddonKind embedding_files;
extern const AddonKind tiny_vae_files;

/// Those that exist, in the order in which they are looked through: in the model's folder, beside that folder, and in
/// lemnos/models and lemnos in the user's data folder.
std::vector<std::filesystem::path> addon_folders(const AddonKind& kind, const std::filesystem::path& model);

/// `name` is a path, or the name of a file in one of the folders or beside the model, with or without its ending. The
/// error says where was looked.
Result<std::filesystem::path> find_addon(const AddonKind& kind, const std::string& name,
                                         const std::filesystem::path& model);

/// lemnos/`name` in the user's data folder; empty where there is none.
std::filesystem::path user_folder(const char* name);

}  // namespace lemnos
