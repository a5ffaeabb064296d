// SPDX-License-Identifier: Apache-2.0
#include "tensor/combine.h"

namespace lemnos {

HostTensor combine(std::span<const Term> terms) {
    HostTensor result(terms.front().tensor.shape);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
        double sum = 0;
        for (const Term& term : terms) sum += term.factor * double{term.tensor.values[i]};
        result.values[i] = static_cast<float>(sum);
    }
    return result;
}

}  // namespace lemnos
