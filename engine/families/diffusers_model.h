// SPDX-License-Identifier: Apache-2.0
// Models in the names of diffusers ("unet.", "vae.", "text_encoder.", "text_encoder_2."), from a folder or a single
// file, under the names of the original single files, by which families recognise and configure them.
// Free functions; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

/// The same bytes under other names; a file without a UNet of diffusers as it is. What belongs to no network keeps its
/// name, so that inspecting the model shows it.
Result<Checkpoint> with_original_names(Checkpoint file);

/// Of an autoencoder under "vae.".
Result<Checkpoint> with_original_vae_names(Checkpoint file);

}  // namespace lemnos
