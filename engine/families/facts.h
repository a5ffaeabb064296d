// SPDX-License-Identifier: Apache-2.0
// The rows of the table of families, one file each, and what several of them need. Internal to this folder.
#pragma once

#include <vector>

#include "families/families.h"
#include "families/model_file.h"

namespace lemnos {

extern const Family starter;
extern const Family sd1;
extern const Family sd2;
extern const Family sdxl;

/// Where the networks of a checkpoint in the original layout stand.
inline constexpr const char* unet_root = "model.diffusion_model";
inline constexpr const char* vae_root = "first_stage_model";

/// The UNet by its shapes, the autoencoder, and the tiny one if there is one, at their places; and what follows from
/// the UNet's input. `heads` is what shapes cannot tell.
Result<ModelDescription> describe_networks(const Checkpoint& file, Heads heads);
/// Of SD 1 and 2, which share an autoencoder.
LatentFormat stable_diffusion_latent();
/// Whether the file has a UNet that runs on latents, or on latents with a mask and a masked picture.
bool has_unet(const Checkpoint& file);

/// An OpenCLIP text encoder below `root`, after with_hugging_face_names.
Result<TextPart> open_clip_part(const Checkpoint& file, const std::string& root);
inline constexpr std::uint32_t clip_head_channels = 64;  // of every CLIP that was released

/// Every network of a description as a small graph; without `weights` see Builder.
Result<std::vector<Graph>> graphs_of(const ModelDescription& model, const WeightIndex* weights);

/// What "modelspec.prediction_type" of the metadata says ("v", "epsilon"), or what the family is otherwise.
Prediction prediction_from_metadata(const Checkpoint& file, Prediction otherwise);

/// A kind of file that is known by name but cannot be run (yet).
struct Stranger {
    std::string_view name;
    std::string_view tensor;        // part of a name that only such files have
    std::uint32_t in_channels = 0;  // and of its second extent, where that matters
    ModelKind kind = ModelKind::checkpoint;
    std::string_view use = "this version cannot run it";  // or what it is good for
};

/// The first that fits; null when the file is not known at all.
const Stranger* find_stranger(const Checkpoint& file);

}  // namespace lemnos
