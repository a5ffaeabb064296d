// SPDX-License-Identifier: Apache-2.0
#include "variants.h"

#include <sstream>

namespace {

constexpr const char* marker = "// variants:";

}  // namespace

std::vector<Axis> read_axes(const std::string& source) {
    std::vector<Axis> axes;
    const auto start = source.find(marker);
    if (start == std::string::npos) return axes;
    const auto end = source.find('\n', start);
    std::istringstream line(
        source.substr(start + std::string(marker).size(), end - start - std::string(marker).size()));
    for (std::string part; std::getline(line, part, ';');) {
        std::istringstream words(part);
        Axis axis;
        words >> axis.name;
        for (std::string value; words >> value;) axis.values.push_back(value);
        if (!axis.name.empty()) axes.push_back(axis);
    }
    return axes;
}

std::vector<Combination> combinations(const std::vector<Axis>& axes) {
    std::vector<Combination> all{{}};
    for (const Axis& axis : axes) {
        std::vector<Combination> longer;
        for (const Combination& prefix : all)
            for (std::size_t value = 0; value < axis.values.size(); ++value) {
                longer.push_back(prefix);
                longer.back().push_back(value);
            }
        all = std::move(longer);
    }
    return all;
}
