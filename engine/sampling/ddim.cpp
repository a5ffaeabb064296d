// SPDX-License-Identifier: Apache-2.0
// Deterministic DDIM (Song et al. 2021, eta 0). In terms of sigma it is the Euler step, so it is written as that.
#include "sampling/steps.h"

namespace lemnos {

Result<HostTensor> ddim(const SamplerCalls& calls, HostTensor start, std::span<const double> sigmas) {
    return euler(calls, std::move(start), sigmas);
}

}  // namespace lemnos
