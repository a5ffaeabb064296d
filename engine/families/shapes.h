// SPDX-License-Identifier: Apache-2.0
// Configurations read off the shapes of a checkpoint in the layout of the original latent diffusion code. What shapes
// cannot tell (the number of attention heads) the family adds. Free functions; any thread.
#pragma once

#include <string>

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

Result<UNetConfig> unet_from_shapes(const Checkpoint& file, const std::string& root, Heads heads);
Result<VaeConfig> vae_from_shapes(const Checkpoint& file, const std::string& root);
/// `head_channels` is the width of one head: 64 in every CLIP that was released.
Result<ClipTextConfig> clip_text_from_shapes(const Checkpoint& file, const std::string& root,
                                             std::uint32_t head_channels);
/// Adds the projection of the pooled vector, which stands below `root` in either orientation.
Status pool_from_shapes(const Checkpoint& file, const std::string& root, ClipTextConfig& config);
/// Nothing when the file has no tiny decoder under "taesd_decoder"; the encoder is under "taesd_encoder".
std::optional<TinyVaeParts> tiny_vae_from_shapes(const Checkpoint& file);

}  // namespace lemnos
