// SPDX-License-Identifier: Apache-2.0
// The extents of a tensor, outermost first, at most five. Activations are NHWC (pictures) or [batch, tokens,
// channels]; the innermost extent is always contiguous and is what `channels()` returns. Plain value.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace lemnos {

class Shape {
public:
    static constexpr std::size_t max_rank = 5;

    Shape() = default;
    Shape(std::initializer_list<std::uint32_t> extents);
    explicit Shape(std::span<const std::uint32_t> extents);
    static Shape nhwc(std::uint32_t batch, std::uint32_t height, std::uint32_t width, std::uint32_t channels) {
        return {batch, height, width, channels};
    }

    std::size_t rank() const { return m_rank; }
    std::uint32_t operator[](std::size_t i) const { return m_extents[i]; }
    std::span<const std::uint32_t> extents() const { return {m_extents.data(), m_rank}; }
    Shape with(std::size_t axis, std::uint32_t extent) const;

    std::uint64_t elements() const;
    std::uint32_t channels() const { return m_rank == 0 ? 1 : m_extents[m_rank - 1]; }
    /// Product of all extents but the innermost: rows of a matrix, pixels times batch of a picture.
    std::uint64_t rows() const { return elements() / (channels() == 0 ? 1 : channels()); }
    std::uint32_t batch() const { return m_rank == 0 ? 1 : m_extents[0]; }
    /// Of NHWC pictures.
    std::uint32_t height() const { return m_extents[1]; }
    std::uint32_t width() const { return m_extents[2]; }
    /// Positions of one image or sequence: height * width, or tokens.
    std::uint32_t positions() const { return static_cast<std::uint32_t>(rows() / (batch() == 0 ? 1 : batch())); }

    /// "2x64x64x320"
    std::string text() const;
    friend bool operator==(const Shape&, const Shape&) = default;

private:
    std::array<std::uint32_t, max_rank> m_extents{};
    std::uint8_t m_rank = 0;
};

}  // namespace lemnos
