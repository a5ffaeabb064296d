// SPDX-License-Identifier: Apache-2.0
// Times single ops on a device, on the shapes that diffusion networks spend their time in. For `lemnos-cli bench ops`
// and for whoever changes a kernel. Engine thread only.
#pragma once

#include <string>
#include <vector>

#include "base/cancel.h"
#include "vulkan/pipeline_library.h"

namespace lemnos {

struct OpTiming {
    std::string op;     // stem of its file
    std::string shape;  // "1024x640x640"
    std::string dtype;
    std::string variant;  // the shader that ran
    double seconds = 0;   // the best of several
    /// Time on all processors of this process, the best of several: what to compare on a machine that does other work,
    /// where the device is the processor.
    double processor_seconds = 0;
    double gflops = 0;  // 0 for what only moves data
    double gbps = 0;    // bytes of all operands over the time
};

Result<std::vector<OpTiming>> bench_ops(vulkan::Device& device, vulkan::PipelineLibrary& pipelines,
                                        const CancelToken& cancel);

}  // namespace lemnos
