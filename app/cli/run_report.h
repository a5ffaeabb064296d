// SPDX-License-Identifier: Apache-2.0
// What a run was, for programs: the part of the --json object that `render` and `bench model` share.
#pragma once

#include <nlohmann/json.hpp>

#include "pipeline/session.h"

namespace lemnos::cli {

/// "seed", "device", "driver", "model", "family", "seconds", "peak_device_bytes",
/// "estimated_device_bytes", "memory_plan", "peak_host_bytes", "notes".
nlohmann::ordered_json report(const RunResult& result);
nlohmann::ordered_json report(const MemoryEstimate& estimate);

}  // namespace lemnos::cli
