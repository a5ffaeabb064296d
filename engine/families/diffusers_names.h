// SPDX-License-Identifier: Apache-2.0
// Names of networks in diffusers beside those of the original latent-diffusion code, which are ours: for folders of
// diffusers, and for LoRA files that name layers as diffusers does. The structure (levels, blocks, attention) is read
// off the names themselves, from either side. Text encoders need no table: we keep the names of transformers.
// Free functions over plain values; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/checkpoint.h"

namespace lemnos {

/// A module under both names, without the root. Whatever stands below it ("weight", "bias", "transformer_blocks.0...")
/// has the same name on both sides.
struct ModuleNames {
    std::string ours;    // "input_blocks.1.0.in_layers.2"
    std::string theirs;  // "down_blocks.0.resnets.0.conv1"
    friend bool operator==(const ModuleNames&, const ModuleNames&) = default;
};

enum class NamedAs { ours, theirs };

/// Of the UNet whose tensors stand under `root` ("" or "model.diffusion_model") of the file, named in either way;
/// empty if there is none.
std::vector<ModuleNames> unet_module_names(const Checkpoint& file, std::string_view root, NamedAs named);

/// The same for the autoencoder. Old files of diffusers call the parts of its attention query, key, value and
/// proj_attn; those names are found in them, and the newer ones otherwise.
std::vector<ModuleNames> vae_module_names(const Checkpoint& file, std::string_view root, NamedAs named);

}  // namespace lemnos
