// SPDX-License-Identifier: Apache-2.0
// The arithmetic of low-rank changes. Internal to lora_file.cpp, which adds names to the errors. Free functions.
#pragma once

#include "nn/lora_file.h"

namespace lemnos {

Status add_change(const Checkpoint& file, const LoraLayer& layer, double strength, HostTensor& weight);
Status add_bias_change(const Checkpoint& file, const LoraLayer& layer, double strength, HostTensor& bias);

}  // namespace lemnos
