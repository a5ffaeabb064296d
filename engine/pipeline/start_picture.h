// SPDX-License-Identifier: Apache-2.0
// The picture that image to image starts from, brought to the size of the run. Free functions; any thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "base/result.h"
#include "formats/image.h"
#include "tensor/host_tensor.h"

namespace lemnos {

/// [1, 3, height, width] in 0..1. A picture of another size is scaled to it, without keeping its proportions.
Result<HostTensor> read_start_picture(const std::filesystem::path& path, std::uint32_t width, std::uint32_t height);

/// Scales with a triangle filter as wide as a pixel of the coarser grid: linear when growing, averaging when
/// shrinking. The same size returns the very same numbers.
HostTensor scaled_picture(const RgbImage& image, std::uint32_t width, std::uint32_t height);

}  // namespace lemnos
