// SPDX-License-Identifier: Apache-2.0
// The table of model families: who recognises a file, and what follows from it. A new family is a file of facts and a
// row here; nothing above this folder asks which family a model is of.
// Pure functions of an opened file; any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

struct Family {
    std::string_view id;
    std::string_view name;
    std::string_view sign;  // what it is recognised by, for the message when nothing fits
    bool (*recognises)(const Checkpoint& file);
    Result<ModelDescription> (*describe)(const Checkpoint& file);
};

/// The only list of families that can be run.
std::span<const Family> families();

/// By its id; the error lists what there is.
Result<const Family*> find_family(std::string_view id);

/// What a user says of a model in place of what its file tells.
struct ModelOverrides {
    std::string family;         // id; empty: whichever recognises the file
    std::string prediction;     // "eps", "v" or "edm"; empty: as the file says
    std::filesystem::path vae;  // file of the autoencoder to be used; empty: the model's own
    friend bool operator==(const ModelOverrides&, const ModelOverrides&) = default;
};

/// Gives tensors the names that families and networks ask for: those of the original latent diffusion code, and within
/// text encoders those of transformers.
Result<Checkpoint> with_our_names(Checkpoint file);
/// A file or folder of any known format, with our names. `vae` as in ModelOverrides (vae_file.h).
Result<Checkpoint> open_model(const std::filesystem::path& path, const std::filesystem::path& vae = {});

/// Finds the family and reads the configuration; errors name the file. Files of families that are known but cannot be
/// run yet, and files that are no whole model (LoRA, ControlNet, ...), are `unsupported` and called by their name.
Result<ModelDescription> identify(const Checkpoint& file, const ModelOverrides& overrides = {});

/// Builds every graph once without a device, so that a missing tensor or one of the wrong shape is found and named.
Status check_tensors(const Checkpoint& file, const ModelDescription& model);

}  // namespace lemnos
