// SPDX-License-Identifier: Apache-2.0
#include "pipeline/denoising.h"

#include <algorithm>
#include <cmath>

#include "sampling/prediction.h"

namespace lemnos {
namespace {

// Latent positions that go through the network in one batch: eight of 512 x 512, four pictures with guidance.
constexpr std::uint64_t positions_at_once = 8 * 64 * 64;
constexpr std::size_t most_at_once = 32;

HostTensor with_further_channels(const HostTensor& nhwc, const HostTensor& further) {
    if (further.values.empty()) return nhwc;
    const std::size_t own = nhwc.shape.channels();
    const std::size_t more = further.shape.channels();
    HostTensor all(nhwc.shape.with(3, static_cast<std::uint32_t>(own + more)));
    for (std::size_t row = 0; row < nhwc.shape.rows(); ++row) {
        float* to = all.values.data() + row * (own + more);
        std::copy_n(nhwc.values.data() + row * own, own, to);
        std::copy_n(further.values.data() + row * more, more, to + own);
    }
    return all;
}

}  // namespace

std::size_t evaluations_at_once(std::size_t evaluations, std::uint32_t height, std::uint32_t width) {
    const std::uint64_t positions = std::max<std::uint64_t>(std::uint64_t{height} * width, 1);
    const std::size_t fitting = std::clamp<std::size_t>(positions_at_once / positions, 2, most_at_once);
    return std::min(fitting, std::max<std::size_t>(evaluations, 1));
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
    const HostTensor seen = with_further_channels(nhwc, m_further);
    const Shape& shape = nhwc.shape;
    const std::vector<Evaluation> all = evaluations_at(m_text, m_step, m_request.guidance_scale);
    m_at_once = std::min(m_at_once, evaluations_at_once(all.size(), shape.height(), shape.width()));
    const std::size_t picture = shape.elements() / shape.batch();
    std::vector<double> sum(shape.elements());
    for (std::size_t begin = 0; begin < all.size();) {
        const std::span some = std::span(all).subspan(begin, std::min(m_at_once, all.size() - begin));
        const auto part = predict_some(seen, some, timestep);
        if (!part && part.error().kind == ErrorKind::out_of_memory && take_less(nhwc.shape)) continue;
        if (!part) return std::unexpected(part.error());
        for (std::size_t i = 0; i < some.size(); ++i)
            for (std::size_t at = 0; at < picture; ++at)
                sum[some[i].picture * picture + at] += some[i].factor * part->values[i * picture + at];
        begin += some.size();
    }
    HostTensor result(shape);
    std::ranges::transform(sum, result.values.begin(), [](double value) { return static_cast<float>(value); });
    return nchw_from_nhwc(result);
}

// First fewer evaluations at once, then fewer weights on the device.
bool Denoising::take_less(const Shape& latents) {
    if (m_at_once > 1) {
        m_at_once = (m_at_once + 1) / 2;
        return true;
    }
    return m_model.stream_more_of_unet(network_for(latents, 1));
}

NetworkUse Denoising::network_for(const Shape& latents, std::size_t evaluations) const {
    return {.network = Network::unet,
            .dtype = m_request.dtype,
            .batch = static_cast<std::uint32_t>(evaluations),
            .height = latents.height(),
            .width = latents.width(),
            .tokens = m_text.texts.front().context.shape[1]};
}

Result<HostTensor> Denoising::predict_some(const HostTensor& nhwc, std::span<const Evaluation> some, double timestep) {
    LEMNOS_TRY(Executable * network, m_model.network(network_for(nhwc.shape, some.size()), m_cancel));
    const std::size_t picture = nhwc.shape.elements() / nhwc.shape.batch();
    std::vector<float> latents;
    std::vector<float> context, labels;
    for (const Evaluation& one : some) {
        const auto own = std::span(nhwc.values).subspan(one.picture * picture, picture);
        const Condition& text = m_text.texts[one.text];
        latents.insert(latents.end(), own.begin(), own.end());
        context.insert(context.end(), text.context.values.begin(), text.context.values.end());
        labels.insert(labels.end(), text.labels.values.begin(), text.labels.values.end());
    }
    LEMNOS_CHECK(network->write_input("latents", latents));
    LEMNOS_CHECK(network->write_input("timestep", std::vector<float>(some.size(), static_cast<float>(timestep))));
    LEMNOS_CHECK(network->write_input("context", context));
    if (!labels.empty()) LEMNOS_CHECK(network->write_input("labels", labels));
    LEMNOS_CHECK(network->run(m_cancel));
    m_flops_done += network->flops();
    return network->read_output("result");
}

}  // namespace lemnos
