// SPDX-License-Identifier: Apache-2.0
#include "cli/run_report.h"

namespace lemnos::cli {

nlohmann::ordered_json report(const RunResult& result) {
    const Timings& seconds = result.seconds;
    return {{"seed", result.request.seed},
            {"device", result.device},
            {"driver", result.driver},
            {"model", result.model_name},
            {"family", result.family},
            {"seconds",
             {{"load", seconds.load},
              {"text", seconds.text},
              {"steps", seconds.steps},
              {"decode", seconds.decode},
              {"total", seconds.total}}},
            {"peak_device_bytes", result.peak_device_bytes},
            {"estimated_device_bytes", result.estimated_device_bytes},
            {"memory_plan", result.memory_plan},
            {"peak_host_bytes", result.peak_host_bytes},
            {"notes", result.notes}};
}

nlohmann::ordered_json report(const MemoryEstimate& estimate) {
    auto parts = nlohmann::ordered_json::array();
    for (const MemoryEstimate::Part& part : estimate.parts)
        parts.push_back({{"name", part.name}, {"weights", part.weights}, {"activations", part.activations}});
    return {{"parts", std::move(parts)},
            {"available_device_bytes", estimate.available},
            {"estimated_device_bytes", estimate.peak},
            {"memory_plan", estimate.plan}};
}

}  // namespace lemnos::cli
