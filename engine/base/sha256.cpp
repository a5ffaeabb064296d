// SPDX-License-Identifier: Apache-2.0
#include "base/sha256.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <vector>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace lemnos {
namespace {

using State = std::array<std::uint32_t, 8>;
constexpr std::size_t block = 64;

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
alignas(16) constexpr std::array<std::uint32_t, 64> round_constants{
    0x428a2f98U, 0x71374491U, 0xb5c0fbcfU, 0xe9b5dba5U, 0x3956c25bU, 0x59f111f1U, 0x923f82a4U, 0xab1c5ed5U,
    0xd807aa98U, 0x12835b01U, 0x243185beU, 0x550c7dc3U, 0x72be5d74U, 0x80deb1feU, 0x9bdc06a7U, 0xc19bf174U,
    0xe49b69c1U, 0xefbe4786U, 0x0fc19dc6U, 0x240ca1ccU, 0x2de92c6fU, 0x4a7484aaU, 0x5cb0a9dcU, 0x76f988daU,
    0x983e5152U, 0xa831c66dU, 0xb00327c8U, 0xbf597fc7U, 0xc6e00bf3U, 0xd5a79147U, 0x06ca6351U, 0x14292967U,
    0x27b70a85U, 0x2e1b2138U, 0x4d2c6dfcU, 0x53380d13U, 0x650a7354U, 0x766a0abbU, 0x81c2c92eU, 0x92722c85U,
    0xa2bfe8a1U, 0xa81a664bU, 0xc24b8b70U, 0xc76c51a3U, 0xd192e819U, 0xd6990624U, 0xf40e3585U, 0x106aa070U,
    0x19a4c116U, 0x1e376c08U, 0x2748774cU, 0x34b0bcb5U, 0x391c0cb3U, 0x4ed8aa4aU, 0x5b9cca4fU, 0x682e6ff3U,
    0x748f82eeU, 0x78a5636fU, 0x84c87814U, 0x8cc70208U, 0x90befffaU, 0xa4506cebU, 0xbef9a3f7U, 0xc67178f2U};

std::uint32_t big_endian(const std::byte* bytes) {
    std::uint32_t value = 0;
    std::memcpy(&value, bytes, sizeof value);
    return __builtin_bswap32(value);
}

void compress_portable(State& state, const std::byte* bytes, std::size_t blocks) {
    for (; blocks > 0; --blocks, bytes += block) {
        std::array<std::uint32_t, 64> w{};
        for (std::size_t i = 0; i < 16; ++i) w[i] = big_endian(bytes + 4 * i);
        for (std::size_t i = 16; i < 64; ++i) {
            const std::uint32_t s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3U);
            const std::uint32_t s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10U);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (std::size_t i = 0; i < 64; ++i) {
            const std::uint32_t s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
            const std::uint32_t t1 = h + s1 + ((e & f) ^ (~e & g)) + round_constants[i] + w[i];
            const std::uint32_t s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
            const std::uint32_t t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
        }
        const State sum{a, b, c, d, e, f, g, h};
        for (std::size_t i = 0; i < state.size(); ++i) state[i] += sum[i];
    }
}

#if defined(__x86_64__)
// The instructions keep the state as (a,b,e,f) and (c,d,g,h), and do two rounds at a time.
__attribute__((target("sha,sse4.1"))) void compress_with_instructions(State& state, const std::byte* bytes,
                                                                      std::size_t blocks) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    auto set = [&](std::size_t i, std::size_t j, std::size_t k, std::size_t l) {
        return _mm_set_epi32(static_cast<int>(state[i]), static_cast<int>(state[j]), static_cast<int>(state[k]),
                             static_cast<int>(state[l]));
    };
    __m128i abef = set(0, 1, 4, 5);
    __m128i cdgh = set(2, 3, 6, 7);
    for (; blocks > 0; --blocks, bytes += block) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i w[4];
        for (std::size_t i = 0; i < 4; ++i)
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes) + i), swap);
        for (std::size_t i = 0; i < 16; ++i) {
            if (i >= 4) {
                const __m128i middle = _mm_alignr_epi8(w[(i + 3) % 4], w[(i + 2) % 4], 4);  // w[t-7]
                const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w[i % 4], w[(i + 1) % 4]), middle);
                w[i % 4] = _mm_sha256msg2_epu32(sum, w[(i + 3) % 4]);
            }
            const __m128i constants = _mm_load_si128(reinterpret_cast<const __m128i*>(round_constants.data()) + i);
            const __m128i input = _mm_add_epi32(w[i % 4], constants);
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, input);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(input, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    alignas(16) std::array<std::uint32_t, 4> first{};
    alignas(16) std::array<std::uint32_t, 4> second{};
    _mm_store_si128(reinterpret_cast<__m128i*>(first.data()), abef);
    _mm_store_si128(reinterpret_cast<__m128i*>(second.data()), cdgh);
    state = {first[3], first[2], second[3], second[2], first[1], first[0], second[1], second[0]};
}

bool has_instructions() {
    // GCC 12's __builtin_cpu_supports does not know "sha": leaf 7, EBX bit 29.
    static const bool has = [] {
        unsigned a = 7, b = 0, c = 0, d = 0;
        __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
        return ((b >> 29U) & 1U) != 0 && __builtin_cpu_supports("sse4.1");
    }();
    return has;
}
#endif

void compress(State& state, const std::byte* bytes, std::size_t blocks) {
#if defined(__x86_64__)
    if (has_instructions()) return compress_with_instructions(state, bytes, blocks);
#endif
    compress_portable(state, bytes, blocks);
}

}  // namespace

void Sha256::update(std::span<const std::byte> bytes) {
    m_size += bytes.size();
    if (m_pending_size > 0) {
        const std::size_t taken = std::min(bytes.size(), block - m_pending_size);
        std::copy_n(bytes.begin(), taken, m_pending.begin() + m_pending_size);
        m_pending_size += taken;
        bytes = bytes.subspan(taken);
        if (m_pending_size < block) return;
        compress(m_state, m_pending.data(), 1);
        m_pending_size = 0;
    }
    compress(m_state, bytes.data(), bytes.size() / block);
    m_pending_size = bytes.size() % block;
    std::copy_n(bytes.end() - static_cast<std::ptrdiff_t>(m_pending_size), m_pending_size, m_pending.begin());
}

std::string Sha256::finish() {
    const std::uint64_t bits = m_size * 8;
    std::vector<std::byte> padding(1 + (block + 55 - m_size % block) % block + 8);
    padding.front() = std::byte{0x80};
    for (std::size_t i = 0; i < 8; ++i)
        padding[padding.size() - 1 - i] = static_cast<std::byte>((bits >> (8 * i)) & 0xffU);
    update(padding);
    std::string digest;
    for (const std::uint32_t word : m_state) digest += fmt::format("{:08x}", word);
    return digest;
}

std::string sha256(std::span<const std::byte> bytes) {
    Sha256 hash;
    hash.update(bytes);
    return hash.finish();
}

Result<std::string> sha256_of_file(const MappedFile& file, std::uint64_t offset, const CancelToken& cancel) {
    Sha256 hash;
    std::vector<std::byte> piece(std::size_t{4} << 20U);
    while (offset < file.size()) {
        LEMNOS_CHECK(cancel.check());
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(piece.size(), file.size() - offset));
        LEMNOS_CHECK(file.read_at(offset, std::span(piece).first(size)));
        hash.update(std::span(piece).first(size));
        offset += size;
    }
    return hash.finish();
}

}  // namespace lemnos
