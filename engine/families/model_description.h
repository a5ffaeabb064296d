// SPDX-License-Identifier: Apache-2.0
// Everything that the pipeline needs to know of a checkpoint before it reads a weight: which networks it holds, how
// they are configured, where their weights stand, and the numbers of its family. Plain data; may cross threads.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "nets/clip_text.h"
#include "nets/tiny_vae.h"
#include "nets/unet.h"
#include "nets/vae.h"
#include "sampling/noise_schedule.h"
#include "sampling/prediction.h"

namespace lemnos {

/// A network of the file: its configuration and the prefix of its weights.
template <typename Config>
struct Part {
    Config config;
    std::string root;
};

/// What fills a row of tokens behind the end of the text.
enum class PadToken {
    end,   // the end token again (OpenAI's CLIP)
    zero,  // token 0 (OpenCLIP)
};

struct TextPart {
    ClipTextConfig config;
    std::string root;
    PadToken pad = PadToken::end;
};

/// What some networks are told beside the text: the pooled vector of the last text encoder, then six numbers as
/// sinusoids (Podell et al. 2023): height and width of the training picture, how much of its top and left was cut off,
/// and height and width of the whole.
struct SizeLabels {
    std::uint32_t channels = 256;  // of each number
};

struct TinyVaeParts {
    TinyVaeConfig config;
    std::string encoder_root;  // empty where there is none: previews need the decoder alone
    std::string decoder_root;
};

/// The color of a latent position as a linear function of its channels: a rough picture for nothing.
struct LatentColors {
    std::array<std::array<float, 3>, 4> of_channel;  // red, green, blue of each, 0 to 1, for what the UNet sees
    std::array<float, 3> offset;
};

struct LatentFormat {
    std::uint32_t channels = 4;
    std::uint32_t factor = 8;                           // pixels per latent in each direction
    double scale = 0.18215;                             // what the UNet sees is the autoencoder's latent times this
    std::optional<LatentColors> colors = std::nullopt;  // of formats with four channels
    std::string tiny_vae;  // how files with a tiny autoencoder for these latents are called; empty: there are none
};

/// What a request leaves open.
struct Defaults {
    std::uint32_t width = 512;
    std::uint32_t height = 512;
    std::uint32_t steps = 20;
    double guidance = 7.0;
    std::string sampler = "dpmpp_2m";
    std::string schedule = "karras";
};

struct ModelDescription {
    std::string family;       // "sd1"
    std::string family_name;  // "Stable Diffusion 1.x"
    std::string variant;      // what sets it apart within the family: "inpainting", "SSD-1B"; empty for the usual
    std::string name;         // of this model, for people
    Part<UNetConfig> unet;
    Part<VaeConfig> vae;
    std::vector<TextPart> texts;            // one or two, whose states stand side by side, token by token
    std::optional<SizeLabels> size_labels;  // where the UNet has labels
    std::optional<TinyVaeParts> tiny_vae;
    LatentFormat latent;
    std::uint32_t prompt_rows = 1;  // rows of tokens that the UNet copes with side by side; the rest of a prompt is cut
    Prediction prediction = Prediction::epsilon;
    TrainingNoise training;
    Defaults defaults;
};

}  // namespace lemnos
