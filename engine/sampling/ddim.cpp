// SPDX-License-Identifier: Apache-2.0
// DDIM (Song et al. 2021). In terms of sigma its step is the ancestral Euler step: equation 16 gives the same share of
// noise for any eta, and none for eta 0.
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> ddim(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return euler_ancestral(calls, std::move(start), sigmas);
}

}  // namespace lemnos
