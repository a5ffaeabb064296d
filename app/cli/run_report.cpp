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
            {"peak_host_bytes", result.peak_host_bytes},
            {"notes", result.notes}};
}

}  // namespace lemnos::cli
