// SPDX-License-Identifier: Apache-2.0
#include "pipeline/pixels.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>

#include <fmt/format.h>

#include "pipeline/run_networks.h"
#include "pipeline/tiles.h"

namespace lemnos {
namespace {

bool is_finite(const HostTensor& tensor) {
    return std::ranges::all_of(tensor.values, [](float value) { return std::isfinite(value); });
}

NetworkUse use_of(Network network, DType dtype, const HostTensor& nhwc) {
    return {.network = network,
            .dtype = dtype,
            .batch = nhwc.shape.batch(),
            .height = nhwc.shape.height(),
            .width = nhwc.shape.width()};
}

Result<HostTensor> run(Executable& executable, const char* input, const HostTensor& nhwc, const char* output,
                       const CancelToken& cancel) {
    LEMNOS_CHECK(executable.write_input(input, nhwc.values));
    LEMNOS_CHECK(executable.run(cancel));
    return executable.read_output(output);
}

// The next smaller size of tiles for a picture of so many latents; 0 where there is none.
std::uint32_t smaller_tile(std::uint32_t tile, std::uint32_t longest_side) {
    const std::uint32_t now = tile == 0 ? longest_side : std::min(tile, longest_side);
    for (const std::uint32_t next : autoencoder_tiles())
        if (next < now) return next;
    return 0;
}

/// Encoding or decoding: one direction through the autoencoder, for a whole picture or for a tile of it.
struct Direction {
    Network network;
    const char* input;
    const char* output;
    std::uint32_t up;    // output positions
    std::uint32_t down;  // for so many of the input
};

Result<HostTensor> through_autoencoder(LoadedModel& model, const Direction& direction, const HostTensor& nhwc,
                                       AutoencoderOptions& options, const CancelToken& cancel) {
    const auto whole = [&](const HostTensor& part) -> Result<HostTensor> {
        LEMNOS_TRY(Executable * network, model.network(use_of(direction.network, options.dtype, part), cancel));
        return run(*network, direction.input, part, direction.output, cancel);
    };
    const std::uint32_t longest = std::max(nhwc.shape.height(), nhwc.shape.width()) / direction.down;
    for (;;) {
        auto result = options.tile == 0
                          ? whole(nhwc)
                          : run_in_tiles(nhwc, options.tile * direction.down, direction.up, direction.down, whole);
        if (result || result.error().kind != ErrorKind::out_of_memory) return result;
        const std::uint32_t next = smaller_tile(options.tile, longest);
        if (next == 0) return result;
        model.let_go(direction.network, Keep::weights);
        options.tile = next;
    }
}

HostTensor scaled(HostTensor tensor, double factor, double offset) {
    for (float& value : tensor.values) value = static_cast<float>(value * factor + offset);
    return tensor;
}

HostTensor channels_of(const HostTensor& nhwc, std::uint32_t first, std::uint32_t count) {
    HostTensor part(nhwc.shape.with(3, count));
    for (std::size_t row = 0; row < part.shape.rows(); ++row)
        std::ranges::copy(std::span(nhwc.values).subspan(row * nhwc.shape.channels() + first, count),
                          part.values.begin() + static_cast<std::ptrdiff_t>(row * count));
    return part;
}

HostTensor clamped(HostTensor tensor) {
    for (float& value : tensor.values) value = std::clamp(value, 0.0F, 1.0F);
    return tensor;
}

}  // namespace

Result<HostTensor> decode_picture(LoadedModel& model, const HostTensor& latents, AutoencoderOptions options,
                                  const CancelToken& cancel, std::string& note) {
    const LatentFormat& format = model.description().latent;
    const Direction direction{Network::vae_decoder, "latents", "picture", format.factor, 1};
    const HostTensor nhwc = nhwc_from_nchw(scaled(latents, 1 / format.scale, 0));
    LEMNOS_TRY(HostTensor picture, through_autoencoder(model, direction, nhwc, options, cancel));
    if (!is_finite(picture) && options.dtype == DType::f16) {
        note = "The autoencoder overflowed in f16 and was run again in f32.";
        options.dtype = DType::f32;
        LEMNOS_TRY(picture, through_autoencoder(model, direction, nhwc, options, cancel));
    }
    if (options.tile > 0)
        note += fmt::format("{}The picture was decoded in tiles of {} pixels: the device does not take it whole.",
                            note.empty() ? "" : " ", options.tile * format.factor);
    if (!is_finite(picture)) return unsupported("the autoencoder returned no picture but NaN");
    return nchw_from_nhwc(clamped(scaled(std::move(picture), 0.5, 0.5)));
}

Result<LatentPosterior> encode_picture(LoadedModel& model, const HostTensor& picture, AutoencoderOptions options,
                                       const CancelToken& cancel) {
    const LatentFormat& format = model.description().latent;
    const Direction direction{Network::vae_encoder, "picture", "moments", 1, format.factor};
    const HostTensor nhwc = nhwc_from_nchw(scaled(picture, 2, -1));
    LEMNOS_TRY(HostTensor moments, through_autoencoder(model, direction, nhwc, options, cancel));
    if (!is_finite(moments) && options.dtype == DType::f16) {
        options.dtype = DType::f32;
        LEMNOS_TRY(moments, through_autoencoder(model, direction, nhwc, options, cancel));
    }
    HostTensor deviation = channels_of(moments, format.channels, format.channels);
    for (float& value : deviation.values) value = std::exp(std::clamp(value, -30.0F, 20.0F) / 2);  // of log variances
    return LatentPosterior{nchw_from_nhwc(scaled(channels_of(moments, 0, format.channels), format.scale, 0)),
                           nchw_from_nhwc(scaled(std::move(deviation), format.scale, 0))};
}

Result<HostTensor> preview_picture(LoadedModel& model, const HostTensor& latents, DType dtype,
                                   const CancelToken& cancel) {
    const HostTensor nhwc = nhwc_from_nchw(latents);
    LEMNOS_TRY(Executable * decoder, model.network(use_of(Network::preview_decoder, dtype, nhwc), cancel));
    LEMNOS_TRY(HostTensor picture, run(*decoder, "latents", nhwc, "picture", cancel));
    return nchw_from_nhwc(clamped(std::move(picture)));
}

HostTensor colored_latents(const HostTensor& latents, const LatentColors& colors, std::uint32_t factor) {
    const std::uint32_t height = latents.shape[2], width = latents.shape[3];
    HostTensor picture(Shape{1, 3, height * factor, width * factor});
    // The latent position that a pixel's centre lies at, between the centres of two neighbours.
    const auto place = [factor](std::uint32_t pixel, std::uint32_t extent) {
        const float at = (static_cast<float>(pixel) + 0.5F) / static_cast<float>(factor) - 0.5F;
        const float bounded = std::clamp(at, 0.0F, static_cast<float>(extent - 1));
        const auto low = static_cast<std::uint32_t>(bounded);
        return std::tuple(low, std::min(low + 1, extent - 1), bounded - static_cast<float>(low));
    };
    std::size_t out = 0;
    for (std::size_t channel = 0; channel < 3; ++channel) {
        std::vector<float> small(std::size_t{height} * width, colors.offset[channel]);
        for (std::size_t c = 0; c < colors.of_channel.size(); ++c)
            for (std::size_t i = 0; i < small.size(); ++i)
                small[i] += colors.of_channel[c][channel] * latents.values[c * small.size() + i];
        for (std::uint32_t y = 0; y < height * factor; ++y) {
            const auto [top, bottom, down] = place(y, height);
            for (std::uint32_t x = 0; x < width * factor; ++x, ++out) {
                const auto [left, right, across] = place(x, width);
                const auto row = [&](std::uint32_t at) {
                    const float* values = &small[std::size_t{at} * width];
                    return values[left] + across * (values[right] - values[left]);
                };
                const float above = row(top);
                picture.values[out] = above + down * (row(bottom) - above);
            }
        }
    }
    return picture;
}

Picture picture_from_tensor(const HostTensor& nchw) {
    Picture picture{nchw.shape[3], nchw.shape[2], {}};
    const std::size_t pixels = std::size_t{picture.width} * picture.height;
    picture.rgb.resize(3 * pixels);
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t i = 0; i < pixels; ++i) {
            const float value = std::clamp(nchw.values[channel * pixels + i], 0.0F, 1.0F);
            picture.rgb[3 * i + channel] = static_cast<std::uint8_t>(std::lround(value * 255.0F));
        }
    return picture;
}

HostTensor tensor_from_picture(const Picture& picture) {
    HostTensor tensor(Shape{1, 3, picture.height, picture.width});
    const std::size_t pixels = std::size_t{picture.width} * picture.height;
    for (std::size_t channel = 0; channel < 3; ++channel)
        for (std::size_t i = 0; i < pixels; ++i)
            tensor.values[channel * pixels + i] = static_cast<float>(picture.rgb[3 * i + channel]) / 255.0F;
    return tensor;
}

HostTensor image_of(const HostTensor& batch, std::uint32_t i) {
    HostTensor image(batch.shape.with(0, 1));
    const std::size_t count = image.values.size();
    std::copy_n(batch.values.begin() + static_cast<std::ptrdiff_t>(i * count), count, image.values.begin());
    return image;
}

}  // namespace lemnos
