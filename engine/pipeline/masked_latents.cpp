// SPDX-License-Identifier: Apache-2.0
#include "pipeline/masked_latents.h"

namespace lemnos {

HostTensor MaskedLatents::input(HostTensor x, double sigma) const {
    for (std::size_t i = 0; i < x.values.size(); ++i)
        if (!is_masked(i)) x.values[i] = static_cast<float>(m_original.values[i] + sigma * m_noise.values[i]);
    return x;
}

HostTensor MaskedLatents::output(HostTensor denoised) const {
    for (std::size_t i = 0; i < denoised.values.size(); ++i)
        if (!is_masked(i)) denoised.values[i] = m_original.values[i];
    return denoised;
}

HostTensor MaskedLatents::emptied() const {
    HostTensor latents = m_original;
    for (std::size_t i = 0; i < latents.values.size(); ++i)
        if (is_masked(i)) latents.values[i] = 0;
    return latents;
}

}  // namespace lemnos
