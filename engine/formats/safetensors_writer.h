// SPDX-License-Identifier: Apache-2.0
// Writes safetensors files whole or not at all (see atomic_file.h): dumps for comparison, models in tests.
// Free functions; any thread.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/atomic_file.h"
#include "tensor/dtype.h"
#include "tensor/host_tensor.h"

namespace lemnos {

using TensorMap = std::map<std::string, HostTensor>;
using TextMap = std::map<std::string, std::string>;

/// A tensor whose bytes someone else keeps until the file is written.
struct StoredTensor {
    std::string name;
    DType dtype = DType::f32;
    Shape shape;
    std::span<const std::byte> bytes;  // little endian, C order
};

/// Refuses (invalid_request) names that readers refuse or that are given twice, and bytes that do not fit the shape.
Status write_safetensors(const std::filesystem::path& path, std::vector<StoredTensor> tensors, const TextMap& metadata,
                         OnExisting on_existing);

/// Stores float32 tensors as f32 or f16.
Status write_safetensors(const std::filesystem::path& path, const TensorMap& tensors, DType stored_as = DType::f32,
                         const TextMap& metadata = {}, OnExisting on_existing = OnExisting::replace);

}  // namespace lemnos
