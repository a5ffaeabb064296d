// SPDX-License-Identifier: Apache-2.0
// Autoencoders in files of their own: the original layout with or without "first_stage_model.", or diffusers'.
// Free functions; any thread.
#pragma once

#include <filesystem>

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

/// The autoencoder of a file under the names that models have for it, and nothing else, whatever else the file holds.
/// Its shapes are checked; errors name the file and the tensor.
Result<Checkpoint> open_vae(const std::filesystem::path& path);

/// A model with `vae` (see open_vae) in place of its own, if it has one (see with_network).
Result<Checkpoint> with_vae(Checkpoint model, Checkpoint vae);

/// Describes the autoencoder that with_vae put into `joined`; `invalid_request` if its latents are not the model's.
Status use_vae(const Checkpoint& joined, const std::filesystem::path& vae, ModelDescription& model);

/// Whether there is an autoencoder, whole or in part, where models have it.
bool has_vae(const Checkpoint& file);

}  // namespace lemnos
