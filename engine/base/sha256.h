// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4), incremental, for the hashes by which people name models. Uses the processor's instructions
// where it has them. Plain value; any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/cancel.h"
#include "base/mapped_file.h"
#include "base/result.h"

namespace lemnos {

class Sha256 {
public:
    void update(std::span<const std::byte> bytes);
    /// The digest of everything so far as 64 hexadecimal digits; the object must not be updated afterwards.
    std::string finish();

private:
    std::array<std::uint32_t, 8> m_state{0x6a09e667U, 0xbb67ae85U, 0x3c6ef372U, 0xa54ff53aU,
                                         0x510e527fU, 0x9b05688cU, 0x1f83d9abU, 0x5be0cd19U};
    std::array<std::byte, 64> m_pending{};
    std::size_t m_pending_size = 0;
    std::uint64_t m_size = 0;
};

std::string sha256(std::span<const std::byte> bytes);

/// Of a file from `offset` to its end, read in pieces; a model's AutoV2 hash is the first 10 digits with offset 0.
/// Gives up with ErrorKind::cancelled between pieces.
Result<std::string> sha256_of_file(const MappedFile& file, std::uint64_t offset = 0, const CancelToken& cancel = {});

}  // namespace lemnos
