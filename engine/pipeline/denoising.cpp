// SPDX-License-Identifier: Apache-2.0
#include "pipeline/denoising.h"

#include <algorithm>
#include <cmath>

#include "sampling/prediction.h"

namespace lemnos {
namespace {

// Latent positions that go through the network in one batch; four pictures of 512 x 512.
constexpr std::uint32_t positions_at_once = 4 * 64 * 64;

// unconditional + scale * (conditional - unconditional); the batch holds the conditional ones first.
void guide(std::span<const float> both, double scale, std::span<float> to) {
    const std::span<const float> with = both.first(to.size());
    const std::span<const float> without = both.subspan(to.size());
    const auto factor = static_cast<float>(scale);
    for (std::size_t i = 0; i < to.size(); ++i) to[i] = without[i] + factor * (with[i] - without[i]);
}

}  // namespace

std::uint32_t pictures_at_once(std::uint32_t batch, std::uint32_t height, std::uint32_t width) {
    const std::uint64_t positions = std::max<std::uint64_t>(std::uint64_t{height} * width, 1);
    const auto fitting = static_cast<std::uint32_t>(std::min<std::uint64_t>(positions_at_once / positions, 16));
    return std::clamp(fitting, 1U, std::max(batch, 1U));
}

UNetSize Denoising::network_size(std::uint32_t pictures, std::uint32_t height, std::uint32_t width) const {
    const std::uint32_t tokens = m_text.prompt.context.shape[1];
    return {.batch = is_guided() ? 2 * pictures : pictures, .height = height, .width = width, .tokens = tokens};
}

Result<HostTensor> Denoising::denoise(const HostTensor& x, double sigma) {
    const ModelDescription& model = m_model.description();
    const Preconditioning scales = preconditioning(model.prediction, sigma, model.training.sigma_data);
    LEMNOS_TRY(const HostTensor output,
               predict(network_input(x, scales), m_table.network_timestep(sigma, m_timesteps)));
    HostTensor denoised = denoised_from(x, output, scales);
    if (!std::ranges::all_of(denoised.values, [](float value) { return std::isfinite(value); }))
        return unsupported("the network lost itself in numbers beyond {}; choose f32 for this model",
                           name_of(m_request.dtype));
    return denoised;
}

Result<HostTensor> Denoising::predict(const HostTensor& input, double timestep) {
    const HostTensor nhwc = nhwc_from_nchw(input);
    const Shape& shape = nhwc.shape;
    m_at_once = std::min(m_at_once, pictures_at_once(shape.batch(), shape.height(), shape.width()));
    const std::size_t picture = shape.elements() / shape.batch();
    HostTensor result(shape);
    for (std::uint32_t begin = 0; begin < shape.batch();) {
        const std::uint32_t count = std::min(m_at_once, shape.batch() - begin);
        const std::span<const float> some = std::span(nhwc.values).subspan(begin * picture, count * picture);
        const auto part = predict_some(some, shape.with(0, count), timestep);
        if (!part && part.error().kind == ErrorKind::out_of_memory && m_at_once > 1) {
            m_at_once = (m_at_once + 1) / 2;
            continue;
        }
        if (!part) return std::unexpected(part.error());
        const std::span<float> to = std::span(result.values).subspan(begin * picture, count * picture);
        if (is_guided())
            guide(part->values, m_request.guidance_scale, to);
        else
            std::ranges::copy(part->values, to.begin());
        begin += count;
    }
    return nchw_from_nhwc(result);
}

Result<HostTensor> Denoising::predict_some(std::span<const float> pictures, const Shape& nhwc, double timestep) {
    const UNetSize size = network_size(nhwc.batch(), nhwc.height(), nhwc.width());
    LEMNOS_TRY(Executable * network, m_model.unet(size, m_request.dtype, m_cancel));
    std::vector<float> latents;
    std::vector<float> context, labels;
    for (const Condition* text : {&m_text.prompt, &m_text.negative}) {
        if (text == &m_text.negative && !is_guided()) break;
        latents.insert(latents.end(), pictures.begin(), pictures.end());
        for (std::uint32_t i = 0; i < nhwc.batch(); ++i) {
            context.insert(context.end(), text->context.values.begin(), text->context.values.end());
            labels.insert(labels.end(), text->labels.values.begin(), text->labels.values.end());
        }
    }
    LEMNOS_CHECK(network->write_input("latents", latents));
    LEMNOS_CHECK(network->write_input("timestep", std::vector<float>(size.batch, static_cast<float>(timestep))));
    LEMNOS_CHECK(network->write_input("context", context));
    if (!labels.empty()) LEMNOS_CHECK(network->write_input("labels", labels));
    LEMNOS_CHECK(network->run(m_cancel));
    m_flops_done += network->flops();
    return network->read_output("result");
}

}  // namespace lemnos
