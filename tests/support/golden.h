// SPDX-License-Identifier: Apache-2.0
// Golden files (tests/golden, made by tests/reference) for tests: the numbers, the manifest, and the weights, which
// both sides compute from one formula (tests/reference/weights.py) instead of storing them.
// Free functions; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "base/result.h"
#include "formats/safetensors_writer.h"
#include "tensor/host_tensor.h"

namespace lemnos::testing {

/// tests/golden/<file>
std::filesystem::path golden_path(std::string_view file);

/// Every tensor of tests/golden/<name>.safetensors as float32 (token ids too), axes as PyTorch has them.
Result<TensorMap> load_golden(std::string_view name);
/// tests/golden/<name>.json
Result<nlohmann::json> load_manifest(std::string_view name);

/// The weight called `name`: offset + scale * u with u in [-1, 1) from splitmix64 seeded by the name, rounded to half.
HostTensor generated_tensor(std::string_view name, const Shape& shape, double offset, double scale);

/// All weights that a manifest lists under "tensors", each checked against its "crc32".
Result<TensorMap> generated_weights(const nlohmann::json& manifest);
/// The same written as a safetensors checkpoint (f16 loses nothing).
Status write_checkpoint(const nlohmann::json& manifest, const std::filesystem::path& path,
                        DType stored_as = DType::f16);

/// How far `value` is from `truth`.
struct Difference {
    double relative_rms = 0;      // rms(value - truth) / rms(truth)
    double largest = 0;           // max |value - truth|
    double largest_relative = 0;  // the same over max |truth|: "of scale"
    std::size_t at = 0;           // where the largest is
    std::string text() const;
};
/// An error if the shapes differ or a value is not finite.
Result<Difference> difference(const HostTensor& value, const HostTensor& truth);

}  // namespace lemnos::testing
