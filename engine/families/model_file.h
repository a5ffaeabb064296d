// SPDX-License-Identifier: Apache-2.0
// What a file of somebody's collection is, told by its content and never by its name: a checkpoint and of which family,
// a LoRA, an autoencoder, a learned word; and if it is nothing that can be used, why. Reads headers only.
// Free functions; any thread.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/checkpoint.h"

namespace lemnos {

enum class ModelKind { checkpoint, lora, vae, embedding, unknown };

/// "checkpoint", "LoRA", "VAE", "embedding", "unknown": for people and for JSON.
std::string_view name_of(ModelKind kind);

struct ModelFile {
    std::filesystem::path path;
    ModelKind kind = ModelKind::unknown;
    std::string family;            // id of families.h; empty where it is not known
    std::string variant;           // within the family; empty for the usual
    std::string format;            // "safetensors"; empty for files that cannot be read
    std::optional<Error> problem;  // why it cannot be used: bad_file and io may pass, when a copy is complete
};

ModelFile identify_file(const std::filesystem::path& path);

/// Which family a LoRA or a learned word was made for; empty where it does not show.
std::string family_of_addon(const Checkpoint& file);

}  // namespace lemnos
