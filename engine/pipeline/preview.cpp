// SPDX-License-Identifier: Apache-2.0
#include "pipeline/preview.h"

#include "base/log.h"
#include "pipeline/pixels.h"

namespace lemnos {
namespace {

constexpr double largest_share = 0.1;  // of the time of a run

}  // namespace

Status Preview::after_step(std::uint32_t step, const HostTensor& denoised) {
    if (!is_wanted()) return {};
    const auto begin = Clock::now();
    if (std::chrono::duration<double>(begin - m_last).count() * largest_share < m_cost) return {};
    std::vector<Picture> pictures;
    for (std::uint32_t i = 0; i < denoised.shape.batch(); ++i) {
        const auto picture = preview_picture(m_model, image_of(denoised, i), m_dtype, m_cancel);
        if (!picture) {
            if (picture.error().kind == ErrorKind::cancelled) return std::unexpected(picture.error());
            log(LogLevel::info, "no preview: {}", picture.error().text());
            m_show = nullptr;
            return {};
        }
        pictures.push_back(picture_from_tensor(*picture));
    }
    m_last = Clock::now();
    m_cost = std::chrono::duration<double>(m_last - begin).count();
    m_show(step, std::move(pictures));
    return {};
}

}  // namespace lemnos
