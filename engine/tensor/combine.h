// SPDX-License-Identifier: Apache-2.0
// Weighted sums of host tensors: all the arithmetic that samplers need. A free function; any thread.
#pragma once

#include <initializer_list>
#include <span>

#include "tensor/host_tensor.h"

namespace lemnos {

struct Term {
    double factor;
    const HostTensor& tensor;
};

/// factor * tensor summed over at least one term, in double precision and rounded once. The shapes must agree.
HostTensor combine(std::span<const Term> terms);
inline HostTensor combine(std::initializer_list<Term> terms) { return combine(std::span(terms.begin(), terms.size())); }

}  // namespace lemnos
