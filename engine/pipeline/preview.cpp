// SPDX-License-Identifier: Apache-2.0
#include "pipeline/preview.h"

#include "base/log.h"
#include "pipeline/pixels.h"

namespace lemnos {
namespace {

constexpr double largest_share = 0.1;  // of the time of sampling

}  // namespace

bool PreviewBudget::allows(double seconds, double flops_done, double flops_wanted) const {
    const double cost = m_last > 0 ? m_last : flops_done > 0 ? seconds * flops_wanted / flops_done : 0;
    return m_spent + cost <= largest_share * seconds;
}

Result<Preview::Way> Preview::choose(const HostTensor& denoised, double flops_done) {
    const ModelDescription& model = m_model.description();
    const Shape& shape = denoised.shape;
    const auto& colors = model.latent.colors;
    const bool has_colors = colors && colors->of_channel.size() == shape[1];
    if (model.tiny_vae) {
        const auto decoder = m_model.network(
            {.network = Network::preview_decoder, .dtype = m_dtype, .height = shape[2], .width = shape[3]}, m_cancel);
        const bool is_full = !decoder && decoder.error().kind == ErrorKind::out_of_memory && has_colors;
        if (is_full) return Way::colors;
        if (!decoder) return std::unexpected(decoder.error());
        const double flops = shape.batch() * (*decoder)->flops();
        // Without colors the first one may be dear: something must be seen soon.
        if (m_budget.allows(seconds_since(m_begin), flops_done, flops) || (!has_colors && m_budget.is_untouched()))
            return Way::decoder;
    }
    return has_colors ? Way::colors : Way::none;
}

Result<std::vector<Picture>> Preview::pictures(const HostTensor& denoised, Way way) {
    const LatentFormat& format = m_model.description().latent;
    std::vector<Picture> all;
    for (std::uint32_t i = 0; i < denoised.shape.batch(); ++i) {
        const HostTensor latents = image_of(denoised, i);
        if (way == Way::decoder) {
            LEMNOS_TRY(const HostTensor picture, preview_picture(m_model, latents, m_dtype, m_cancel));
            all.push_back(picture_from_tensor(picture));
        } else {
            all.push_back(picture_from_tensor(colored_latents(latents, *format.colors, format.factor)));
        }
    }
    return all;
}

Status Preview::after_step(std::uint32_t step, const HostTensor& denoised, double flops_done) {
    if (!m_show) return {};
    const auto show = [&]() -> Status {
        LEMNOS_TRY(const Way way, choose(denoised, flops_done));
        if (way == Way::none) return {};
        const auto begin = Clock::now();
        LEMNOS_TRY(std::vector<Picture> made, pictures(denoised, way));
        if (way == Way::decoder) m_budget.spend(seconds_since(begin));
        log(LogLevel::debug, "preview of step {}: {}", step, way == Way::decoder ? "decoded" : "colors");
        m_show(step, std::move(made));
        return {};
    };
    const Status shown = show();
    if (shown || shown.error().kind == ErrorKind::cancelled) return shown;
    log(LogLevel::info, "no preview: {}", shown.error().text());
    m_show = nullptr;
    return {};
}

}  // namespace lemnos
