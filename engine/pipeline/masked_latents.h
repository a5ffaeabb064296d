// SPDX-License-Identifier: Apache-2.0
// Inpainting at the level of latents, for any checkpoint: before each call of the network what lies outside the mask
// is the original with as much noise as the step has, and after it the original itself (as ComfyUI does it; Lugmayr et
// al. 2022 for the idea).
// A plain value of one run; engine thread.
#pragma once

#include "pipeline/mask.h"
#include "tensor/host_tensor.h"

namespace lemnos {

class MaskedLatents {
public:
    /// `mask` of the latents' size; `original` and `noise` [batch, channels, height, width].
    MaskedLatents(Mask mask, HostTensor original, HostTensor noise)
        : m_mask(std::move(mask)), m_original(std::move(original)), m_noise(std::move(noise)) {}

    const HostTensor& original() const { return m_original; }
    /// What the network is to see in place of x.
    HostTensor input(HostTensor x, double sigma) const;
    /// What counts in place of its answer.
    HostTensor output(HostTensor denoised) const;
    /// The original without what is under the mask.
    HostTensor emptied() const;

private:
    bool is_masked(std::size_t i) const { return m_mask.values[i % m_mask.values.size()] > 0; }

    Mask m_mask;
    HostTensor m_original;
    HostTensor m_noise;
};

}  // namespace lemnos
