// SPDX-License-Identifier: Apache-2.0
// What a bad input may cost: 5 s of the processor and 512 MB. Counts from its making on.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

#include "support/cpu_timer.h"

namespace lemnos::testing {

class Limits {
public:
    Limits() {
        std::ofstream("/proc/self/clear_refs") << "5";  // the peak is that from here on
        m_before = memory("VmHWM:");
    }

    /// What was exceeded; empty if nothing was.
    std::string exceeded() const {
        const std::uint64_t kibibytes = memory("VmHWM:") - m_before;
        if (m_timer.seconds() > 5) return "took " + std::to_string(m_timer.seconds()) + " s";
        if (kibibytes > 512'000) return "took " + std::to_string(kibibytes) + " KiB";
        return {};
    }

private:
    static std::uint64_t memory(const std::string& field) {
        std::ifstream status("/proc/self/status");
        for (std::string line; std::getline(status, line);)
            if (line.starts_with(field)) return std::stoull(line.substr(field.size()));
        return 0;
    }

    CpuTimer m_timer;
    std::uint64_t m_before = 0;
};

}  // namespace lemnos::testing
