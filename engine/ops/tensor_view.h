// SPDX-License-Identifier: Apache-2.0
// A tensor on the device as shaders are given it: a range of a buffer with a shape and an element type. Owns nothing.
// It stands with the ops, above tensor/, so that the floors that read files stay free of Vulkan.
#pragma once

#include "tensor/dtype.h"
#include "tensor/shape.h"
#include "vulkan/api.h"

namespace lemnos {

struct TensorView {
    VkBuffer buffer = VK_NULL_HANDLE;
    std::uint64_t offset = 0;  // bytes, a multiple of the device's buffer alignment
    Shape shape;
    DType dtype = DType::f32;

    std::uint64_t bytes() const { return bytes_of(dtype, shape.elements()); }
    /// False for an operand that an op takes optionally and was not given.
    bool is_given() const { return buffer != VK_NULL_HANDLE; }
};

}  // namespace lemnos
