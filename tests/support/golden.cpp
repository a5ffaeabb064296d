// SPDX-License-Identifier: Apache-2.0
#include "support/golden.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>

#include <zlib.h>

#include "base/half.h"
#include "formats/checkpoint.h"
#include "tensor/convert.h"

namespace lemnos::testing {
namespace {

using nlohmann::json;

std::uint64_t fnv1a64(std::string_view name) {
    std::uint64_t state = 0xCBF29CE484222325U;
    for (const char letter : name) state = (state ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
    return state;
}

std::uint64_t splitmix64(std::uint64_t state) {
    state = (state ^ (state >> 30U)) * 0xBF58476D1CE4E5B9U;
    state = (state ^ (state >> 27U)) * 0x94D049BB133111EBU;
    return state ^ (state >> 31U);
}

// Rounds once: through a float that is rounded to odd, so that the second rounding sees what the first dropped.
half_bits half_from_double(double value) {
    const auto nearest = static_cast<float>(value);
    auto bits = std::bit_cast<std::uint32_t>(nearest);
    if (double{nearest} != value) {
        if (std::abs(double{nearest}) > std::abs(value)) --bits;  // towards zero
        bits |= 1U;
    }
    return half_from_float(std::bit_cast<float>(bits));
}

std::string checksum(const HostTensor& tensor) {
    const std::vector<std::byte> bytes = bytes_from_floats(tensor.values, DType::f16);
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
    return fmt::format("{:08x}", crc);
}

}  // namespace

std::filesystem::path golden_path(std::string_view file) { return std::filesystem::path(LEMNOS_GOLDEN_DIR) / file; }

Result<TensorMap> load_golden(std::string_view name) {
    LEMNOS_TRY(const Checkpoint file, Checkpoint::open(golden_path(fmt::format("{}.safetensors", name))));
    TensorMap tensors;
    for (const TensorInfo& tensor : file.tensors()) {
        LEMNOS_TRY(tensors[tensor.name], file.read_floats(tensor));
    }
    return tensors;
}

Result<json> load_manifest(std::string_view name) {
    const auto path = golden_path(fmt::format("{}.json", name));
    std::ifstream stream(path);
    json manifest = json::parse(stream, nullptr, /*allow_exceptions=*/false);
    if (manifest.is_discarded()) return bad_file("{}: cannot be read as JSON", path.string());
    return manifest;
}

HostTensor generated_tensor(std::string_view name, const Shape& shape, double offset, double scale) {
    HostTensor tensor(shape);
    const std::uint64_t seed = fnv1a64(name);
    for (std::size_t i = 0; i < tensor.values.size(); ++i) {
        const std::uint64_t random = splitmix64(seed + (i + 1) * 0x9E3779B97F4A7C15U);
        const double u = static_cast<double>(random >> 40U) * 0x1p-23 - 1.0;
        tensor.values[i] = float_from_half(half_from_double(offset + scale * u));
    }
    return tensor;
}

Result<TensorMap> generated_weights(const json& manifest) {
    if (!manifest.contains("tensors")) return bad_file("the manifest lists no tensors");
    TensorMap weights;
    for (const json& row : manifest["tensors"]) {
        const auto name = row.value("name", std::string());
        const auto extents = row.value("shape", std::vector<std::uint32_t>());
        HostTensor tensor = generated_tensor(name, Shape(extents), row.value("offset", 0.0), row.value("scale", 0.0));
        if (checksum(tensor) != row.value("crc32", ""))
            return bad_file("{} has the checksum {} instead of {}", name, checksum(tensor), row.value("crc32", ""));
        weights.emplace(name, std::move(tensor));
    }
    return weights;
}

Status write_checkpoint(const json& manifest, const std::filesystem::path& path, DType stored_as) {
    LEMNOS_TRY(const TensorMap weights, generated_weights(manifest));
    return write_safetensors(path, weights, stored_as);
}

std::string Difference::text() const {
    return fmt::format("relative rms {:.3g}, largest {:.3g} ({:.3g} of scale) at {}", relative_rms, largest,
                       largest_relative, at);
}

Result<Difference> difference(const HostTensor& value, const HostTensor& truth) {
    if (value.shape != truth.shape) return invalid("the shape is {}, not {}", value.shape.text(), truth.shape.text());
    Difference result;
    double squares = 0, truth_squares = 0, scale = 0;
    for (std::size_t i = 0; i < truth.values.size(); ++i) {
        if (!std::isfinite(value.values[i])) return invalid("element {} is not finite", i);
        const double error = std::abs(double{value.values[i]} - double{truth.values[i]});
        if (error > result.largest) result.largest = error, result.at = i;
        squares += error * error;
        truth_squares += double{truth.values[i]} * double{truth.values[i]};
        scale = std::max(scale, std::abs(double{truth.values[i]}));
    }
    result.relative_rms = squares == 0 ? 0 : std::sqrt(squares / truth_squares);
    result.largest_relative = result.largest == 0 ? 0 : result.largest / scale;
    return result;
}

}  // namespace lemnos::testing
