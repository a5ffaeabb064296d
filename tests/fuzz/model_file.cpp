// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of somebody's collection: told what it is, and where it is a LoRA, tried on a weight.
#include <cstdint>
#include <cstdlib>

#include "families/model_file.h"
#include "fuzz/file_in_memory.h"
#include "nn/lora_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const lemnos::fuzz::FileInMemory file(data, size);
    const lemnos::ModelFile found = lemnos::identify_file(file.path());
    if (found.kind == lemnos::ModelKind::unknown && !found.problem) std::abort();
    const auto lora = lemnos::LoraFile::open(file.path());
    if (!lemnos::fuzz::is_value(lora)) return 0;
    for (const lemnos::LoraLayer& layer : lora->layers()) {
        lemnos::HostTensor weight(lemnos::Shape{4, 6}), bias(lemnos::Shape{4});
        (void)lora->add_to_weight(layer, 0.5, weight);
        (void)lora->add_to_bias(layer, 0.5, bias);
        if (weight.values.size() != 24 || bias.values.size() != 4) std::abort();
    }
    return 0;
}
