// SPDX-License-Identifier: Apache-2.0
// Between latents and pictures: the autoencoder of a model with its scale, and 8-bit pixels.
// Free functions; engine thread.
#pragma once

#include "pipeline/loaded_model.h"
#include "pipeline/session.h"

namespace lemnos {

/// How the autoencoder is to be run.
struct AutoencoderOptions {
    DType dtype = DType::f16;
    std::uint32_t tile = 0;  // at most so many latents on a side at once; 0: the whole picture
};

/// Latents of a run [1, channels, height, width] -> picture [1, 3, height * factor, width * factor] in 0..1, clamped.
/// Where f16 is too small for the autoencoder it is run again in f32, and where memory runs out, in smaller and smaller
/// tiles; `note` says so.
Result<HostTensor> decode_picture(LoadedModel& model, const HostTensor& latents, AutoencoderOptions options,
                                  const CancelToken& cancel, std::string& note);

/// What the autoencoder makes of a picture: normal distributions of latents, times the latent scale.
struct LatentPosterior {
    HostTensor mean;       // [1, channels, height / factor, width / factor]
    HostTensor deviation;  // likewise
};

/// A picture [1, 3, height, width] in 0..1.
Result<LatentPosterior> encode_picture(LoadedModel& model, const HostTensor& picture, AutoencoderOptions options,
                                       const CancelToken& cancel);

/// The rough picture of the tiny autoencoder, [1, 3, ..] in 0..1, clamped.
Result<HostTensor> preview_picture(LoadedModel& model, const HostTensor& latents, DType dtype,
                                   const CancelToken& cancel);

/// The colors of latents of a run, [1, 3, height * factor, width * factor], smooth between latent positions; may leave
/// 0..1.
HostTensor colored_latents(const HostTensor& latents, const LatentColors& colors, std::uint32_t factor);

/// [1, 3, height, width] in 0..1 <-> 8 bits a channel, rounded to the nearest.
Picture picture_from_tensor(const HostTensor& nchw);
HostTensor tensor_from_picture(const Picture& picture);

/// Image i of a batch [batch, ...] as [1, ...].
HostTensor image_of(const HostTensor& batch, std::uint32_t i);

}  // namespace lemnos
