// SPDX-License-Identifier: Apache-2.0
#include "base/host_memory.h"

#include <sys/resource.h>

#include <fstream>
#include <string>

namespace lemnos {

std::uint64_t available_host_bytes() {
    std::ifstream file("/proc/meminfo");
    std::string name, unit;
    std::uint64_t kibibytes = 0;
    while (file >> name >> kibibytes && std::getline(file, unit))
        if (name == "MemAvailable:") return kibibytes * 1024;
    return 0;
}

std::uint64_t peak_host_bytes() {
    rusage usage{};
    return getrusage(RUSAGE_SELF, &usage) == 0 ? static_cast<std::uint64_t>(usage.ru_maxrss) * 1024 : 0;
}

}  // namespace lemnos
