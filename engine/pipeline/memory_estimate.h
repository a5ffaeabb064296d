// SPDX-License-Identifier: Apache-2.0
// What a run will take of a device's memory, told by the header of the model's file alone: no weight is read and no
// device opened, so that a model can be judged before it is chosen. LoRA files, styles and wildcards of the prompt are
// not looked at: a prompt that needs several rows of the text encoder takes a little more.
// Free functions; any thread.
#pragma once

#include "pipeline/run_networks.h"
#include "pipeline/session.h"
#include "vulkan/capabilities.h"

namespace lemnos {

/// Bytes that a run will find on a device: of a card's own memory all but what a desktop holds, else what the computer
/// can spare now.
std::uint64_t expected_memory(const vulkan::Capabilities& device);

/// Of the request's model at the request's size, both by default as in a run; a start picture is not read. The plan is
/// the one that a run would choose with so much memory.
Result<RunMemory> estimate_memory(const Request& request, const vulkan::Capabilities& device, std::uint64_t available,
                                  Previews previews, const SessionOptions& options = {});

}  // namespace lemnos
