// SPDX-License-Identifier: Apache-2.0
// Reads the `// variants: DTYPE f32 f16; FUSE none silu` line of a shader: each axis multiplies the builds, and
// every build is compiled with -D<AXIS>_<value>=1. Build-time tool only.
#pragma once

#include <string>
#include <vector>

struct Axis {
    std::string name;                 // "FUSE"
    std::vector<std::string> values;  // "none", "silu"
};

/// One value index per axis.
using Combination = std::vector<std::size_t>;

std::vector<Axis> read_axes(const std::string& source);
std::vector<Combination> combinations(const std::vector<Axis>& axes);
