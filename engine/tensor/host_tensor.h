// SPDX-License-Identifier: Apache-2.0
// A dense float32 tensor in host memory, in whatever axis order its user says (files and dumps: PyTorch's NCHW;
// engine graphs: NHWC). Owns its numbers; copyable value; any thread.
#pragma once

#include <vector>

#include "tensor/shape.h"

namespace lemnos {

struct HostTensor {
    Shape shape;
    std::vector<float> values;

    HostTensor() = default;
    explicit HostTensor(Shape of) : shape(of), values(of.elements()) {}
    HostTensor(Shape of, std::vector<float> numbers) : shape(of), values(std::move(numbers)) {}
};

/// [N,C,H,W] <-> [N,H,W,C]; the shape must have rank 4.
HostTensor nhwc_from_nchw(const HostTensor& nchw);
HostTensor nchw_from_nhwc(const HostTensor& nhwc);

}  // namespace lemnos
