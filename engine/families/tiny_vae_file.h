// SPDX-License-Identifier: Apache-2.0
// The decoder of a tiny autoencoder in a file of its own (taesd_decoder, taesdxl_decoder), numbered as its authors do
// or as diffusers does. Free functions; any thread.
#pragma once

#include <filesystem>

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

/// The decoder under the names that models have for it, and nothing else. Its shapes are checked; errors name the file.
Result<Checkpoint> open_tiny_decoder(const std::filesystem::path& path, const LatentFormat& latents);

/// Puts a decoder (see open_tiny_decoder) into a model that has none, and describes it.
Result<Checkpoint> with_tiny_decoder(Checkpoint model, Checkpoint decoder, ModelDescription& description);

}  // namespace lemnos
