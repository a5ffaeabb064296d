// SPDX-License-Identifier: Apache-2.0
// The picture side of a request, made before anything runs: at what size the networks work, what they start from, and
// for inpainting how the result goes back.
// A plain value and a free function; any thread.
#pragma once

#include <optional>

#include "pipeline/inpainting.h"

namespace lemnos {

struct RunPicture {
    std::uint32_t width = 0;  // of the run
    std::uint32_t height = 0;
    HostTensor start;  // [1, 3, height, width] in 0..1; empty where the run starts from noise
    std::optional<Inpainting> inpainting;

    bool has_start() const { return !start.values.empty(); }
};

/// Reads the files of a complete request. A mask of another size than the picture is scaled to it.
Result<RunPicture> read_run_picture(const Request& request);

}  // namespace lemnos
