// SPDX-License-Identifier: Apache-2.0
#include "nn/weight_conversion.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>
#include <vector>

#include "base/half.h"
#include "formats/messages.h"
#include "tensor/convert.h"
#include "tensor/dequantise.h"

namespace lemnos {
namespace {

constexpr std::uint64_t piece_bytes = 1U << 20U;

// Written as reductions without a branch, so that the compiler makes vector code of them.
bool all_finite(std::span<const half_bits> values) {
    std::uint32_t bad = 0;
    for (const half_bits bits : values) bad |= static_cast<std::uint32_t>((bits & 0x7c00U) == 0x7c00U);
    return bad == 0;
}
bool all_finite(std::span<const float> values) {
    std::uint32_t bad = 0;
    for (const float value : values)
        bad |= static_cast<std::uint32_t>((std::bit_cast<std::uint32_t>(value) & 0x7f800000U) == 0x7f800000U);
    return bad == 0;
}

// [in][pixels] -> [pixels][in] for each of the output channels in a piece.
template <typename T>
void swap_axes(std::span<const T> from, T* to, std::uint64_t in, std::uint64_t pixels) {
    for (std::size_t base = 0; base < from.size(); base += in * pixels)
        for (std::uint64_t pixel = 0; pixel < pixels; ++pixel)
            for (std::uint64_t channel = 0; channel < in; ++channel)
                to[base + pixel * in + channel] = from[base + channel * pixels + pixel];
}

// The axes of a weight that change places; 1 and 1 where none do.
struct Axes {
    std::uint64_t in = 1;
    std::uint64_t pixels = 1;
};
Axes axes_of(const TensorInfo& tensor, const WeightSpec& as) {
    if (as.layout != WeightLayout::conv_ohwi || tensor.shape.rank() != 4) return {};
    return {tensor.shape[1], std::uint64_t{tensor.shape[2]} * tensor.shape[3]};
}

template <typename T>
void store(std::span<const T> from, std::byte* to, const Axes& axes) {
    if (axes.pixels == 1)
        std::memcpy(to, from.data(), from.size_bytes());
    else
        swap_axes(from, reinterpret_cast<T*>(to), axes.in, axes.pixels);
}

std::unexpected<Error> not_finite(const Checkpoint& file, const TensorInfo& tensor) {
    return bad_file("{}: tensor {} holds NaN or infinity. The file is damaged; download it again.",
                    file_name(file.path()), in_quotes(tensor.name));
}
std::unexpected<Error> too_large(const Checkpoint& file, const TensorInfo& tensor) {
    return unsupported("{}: tensor {} holds numbers that f16 cannot; choose f32 for this model", file_name(file.path()),
                       in_quotes(tensor.name));
}

// `halves` is room for the numbers in between.
Status store_floats(const Checkpoint& file, const TensorInfo& tensor, std::span<const float> floats, const Axes& axes,
                    DType as, std::byte* to, std::vector<half_bits>& halves) {
    if (!all_finite(floats)) return not_finite(file, tensor);
    if (as == DType::f32) {
        store(floats, to, axes);
        return {};
    }
    halves.resize(floats.size());
    halves_from_floats(floats, halves);
    if (!all_finite(std::span<const half_bits>(halves))) return too_large(file, tensor);
    store(std::span<const half_bits>(halves), to, axes);
    return {};
}

// fp8: e4m3 has one NaN and no infinity, e5m2 has IEEE's.
bool all_finite(DType dtype, std::span<const std::byte> bytes) {
    if (has_blocks(dtype)) return scales_are_finite(dtype, bytes);
    const auto smallest_bad = dtype == DType::f8_e4m3 ? 0x7fU : 0x7cU;
    std::uint32_t bad = 0;
    for (const std::byte bits : bytes)
        bad |= static_cast<std::uint32_t>((std::to_integer<std::uint32_t>(bits) & 0x7fU) >= smallest_bad);
    return bad == 0;
}

Status copy_quantised(const Checkpoint& file, const TensorInfo& tensor, const WeightSpec& as, std::span<std::byte> to,
                      const CancelToken& cancel) {
    if (tensor.dtype != as.dtype)
        return invalid("{}: tensor {} is {}, not {}", file_name(file.path()), in_quotes(tensor.name),
                       name_of(tensor.dtype), name_of(as.dtype));
    const std::uint64_t block = block_of(tensor.dtype).bytes;
    const std::uint64_t step = piece_bytes / block * block;
    for (std::uint64_t begin = 0; begin < tensor.bytes; begin += step) {
        LEMNOS_CHECK(cancel.check());
        const std::span<std::byte> piece = to.subspan(begin, std::min(step, tensor.bytes - begin));
        LEMNOS_CHECK(file.read_bytes(tensor, begin, piece));
        if (!all_finite(tensor.dtype, piece)) return not_finite(file, tensor);
    }
    return {};
}

}  // namespace

Status convert_weight(const Checkpoint& file, const TensorInfo& tensor, const WeightSpec& as, std::span<std::byte> to,
                      const CancelToken& cancel) {
    const std::uint64_t elements = tensor.shape.elements();
    if (elements == 0 || to.size() < bytes_of(as.dtype, elements))
        return bad_file("{}: tensor {} is empty", file_name(file.path()), in_quotes(tensor.name));
    if (is_quantised(as.dtype)) return copy_quantised(file, tensor, as, to, cancel);
    const Axes axes = axes_of(tensor, as);
    const BlockFacts block = block_of(tensor.dtype);
    // Axes are only swapped within a row, and blocks are read whole.
    const std::uint64_t row = std::lcm(axes.in * axes.pixels, std::uint64_t{block.elements});
    const std::uint64_t step = std::max<std::uint64_t>(piece_bytes / block.bytes * block.elements / row, 1) * row;

    std::vector<std::byte> raw(bytes_of(tensor.dtype, std::min(step, elements)));
    std::vector<float> floats;
    std::vector<half_bits> halves;
    for (std::uint64_t begin = 0; begin < elements; begin += step) {
        LEMNOS_CHECK(cancel.check());
        const std::uint64_t count = std::min(step, elements - begin);
        const std::span<std::byte> bytes(raw.data(), bytes_of(tensor.dtype, count));
        LEMNOS_CHECK(file.read_bytes(tensor, bytes_of(tensor.dtype, begin), bytes));
        std::byte* target = to.data() + begin * size_of(as.dtype);
        if (tensor.dtype == DType::f16 && as.dtype == DType::f16 && tensor.scale == 1) {
            const std::span<const half_bits> values(reinterpret_cast<const half_bits*>(raw.data()), count);
            if (!all_finite(values)) return not_finite(file, tensor);
            store(values, target, axes);
            continue;
        }
        floats.resize(count);
        floats_from_bytes(tensor.dtype, bytes, floats);
        if (tensor.scale != 1)
            for (float& value : floats) value *= tensor.scale;
        LEMNOS_CHECK(store_floats(file, tensor, floats, axes, as.dtype, target, halves));
    }
    return {};
}

Status convert_floats(const Checkpoint& file, const TensorInfo& tensor, const HostTensor& numbers, const WeightSpec& as,
                      std::span<std::byte> to) {
    if (to.size() < bytes_of(as.dtype, numbers.values.size()) || is_quantised(as.dtype))
        return invalid("{}: tensor {} cannot be placed as {}", file_name(file.path()), in_quotes(tensor.name),
                       name_of(as.dtype));
    std::vector<half_bits> halves;
    return store_floats(file, tensor, numbers.values, axes_of(tensor, as), as.dtype, to.data(), halves);
}

}  // namespace lemnos
