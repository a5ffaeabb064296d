// SPDX-License-Identifier: Apache-2.0
// Processor time that a test has used. For limits that notice a wrong order of growth: other programs on a busy
// machine do not count.
#pragma once

#include <ctime>

namespace lemnos::testing {

class CpuTimer {
public:
    double seconds() const { return static_cast<double>(std::clock() - m_start) / CLOCKS_PER_SEC; }

private:
    std::clock_t m_start = std::clock();
};

/// What such a limit is to be multiplied by: unoptimised builds with a sanitizer are many times slower.
#ifdef __OPTIMIZE__
inline constexpr double slowness = 1;
#else
inline constexpr double slowness = 10;
#endif

}  // namespace lemnos::testing
