// SPDX-License-Identifier: Apache-2.0
#include "sampling/seed_sequence.h"

#include <algorithm>

namespace lemnos {
namespace {

/// Little-endian 32-bit words without leading zeros; zero is one word.
void append_words(std::uint64_t number, std::vector<std::uint32_t>& to) {
    to.push_back(static_cast<std::uint32_t>(number));
    if (number >> 32U != 0) to.push_back(static_cast<std::uint32_t>(number >> 32U));
}

/// A hash whose constant changes at each use.
class Hash {
public:
    Hash(std::uint32_t constant, std::uint32_t multiplier) : m_constant(constant), m_multiplier(multiplier) {}

    std::uint32_t operator()(std::uint32_t value) {
        value ^= m_constant;
        m_constant *= m_multiplier;
        value *= m_constant;
        return value ^ value >> 16U;
    }

private:
    std::uint32_t m_constant;
    std::uint32_t m_multiplier;
};

std::uint32_t mixed(std::uint32_t x, std::uint32_t y) {
    const std::uint32_t result = 0xca01f9ddU * x - 0x4973f715U * y;
    return result ^ result >> 16U;
}

std::vector<std::uint32_t> mixed_pool(const std::vector<std::uint32_t>& entropy, std::size_t pool_size) {
    Hash hash(0x43b0d7e5U, 0x931e8875U);
    std::vector<std::uint32_t> pool(pool_size);
    for (std::size_t i = 0; i < pool_size; ++i) pool[i] = hash(i < entropy.size() ? entropy[i] : 0);
    for (std::size_t from = 0; from < pool_size; ++from)
        for (std::size_t to = 0; to < pool_size; ++to)
            if (from != to) pool[to] = mixed(pool[to], hash(pool[from]));
    for (std::size_t from = pool_size; from < entropy.size(); ++from)
        for (std::uint32_t& word : pool) word = mixed(word, hash(entropy[from]));
    return pool;
}

}  // namespace

std::vector<std::uint32_t> seed_sequence(std::uint64_t entropy, std::span<const std::uint64_t> spawn_key,
                                         std::size_t pool_size, std::size_t count) {
    std::vector<std::uint32_t> words;
    append_words(entropy, words);
    // So that entropy and spawn key cannot be taken for each other.
    if (!spawn_key.empty()) words.resize(std::max(words.size(), pool_size));
    for (const std::uint64_t number : spawn_key) append_words(number, words);
    const std::vector<std::uint32_t> pool = mixed_pool(words, pool_size);
    Hash hash(0x8b51f9ddU, 0x58f38dedU);
    std::vector<std::uint32_t> state(count);
    for (std::size_t i = 0; i < count; ++i) state[i] = hash(pool[i % pool_size]);
    return state;
}

}  // namespace lemnos
