// SPDX-License-Identifier: Apache-2.0
// Many seeds from one: numpy's SeedSequence (after O'Neill's seed_seq_fe), which torchsde draws its seeds from.
// A free function; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace lemnos {

/// numpy.random.SeedSequence(entropy, spawn_key=spawn_key, pool_size=pool_size).generate_state(count), as 32-bit words.
/// An empty spawn key means none.
std::vector<std::uint32_t> seed_sequence(std::uint64_t entropy, std::span<const std::uint64_t> spawn_key,
                                         std::size_t pool_size, std::size_t count);

}  // namespace lemnos
