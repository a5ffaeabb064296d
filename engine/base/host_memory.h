// SPDX-License-Identifier: Apache-2.0
// The memory of the machine, as the system tells it. Free functions; any thread.
#pragma once

#include <cstdint>

namespace lemnos {

/// Bytes that programs can still take without others being pushed out; 0 where the system does not say.
std::uint64_t available_host_bytes();

/// The most that this process has held at once, bytes; 0 where the system does not say.
std::uint64_t peak_host_bytes();

}  // namespace lemnos
