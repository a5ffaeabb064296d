// SPDX-License-Identifier: Apache-2.0
// Which weights of a model the layers of a LoRA file change. Names cannot be split back (kohya's scripts write "_" for
// every "."), so each module of the model is asked under which names a file might call it.
// Free functions over plain values; any thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "nn/lora_file.h"

namespace lemnos {

/// Where the networks of a model stand in its file.
struct LoraRoots {
    std::string unet;
    std::vector<std::string> text;  // each holds "encoder.layers"; in the order of the family
};

struct LoraTargets {
    /// Names of the model's weights ("....weight") and what changes them.
    std::map<std::string, const LoraLayer*> layers;
    /// Keys of the file that no module of the model answers to, for the user.
    std::vector<std::string> unmatched;
};

LoraTargets find_lora_targets(const LoraFile& lora, const Checkpoint& model, const LoraRoots& roots);

}  // namespace lemnos
