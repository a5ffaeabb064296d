// SPDX-License-Identifier: Apache-2.0
#include "tensor/shape.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace lemnos {

Shape::Shape(std::initializer_list<std::uint32_t> extents) : Shape(std::span(extents.begin(), extents.size())) {}

Shape::Shape(std::span<const std::uint32_t> extents)
    : m_rank(static_cast<std::uint8_t>(std::min(extents.size(), max_rank))) {
    std::copy_n(extents.begin(), m_rank, m_extents.begin());
}

Shape Shape::with(std::size_t axis, std::uint32_t extent) const {
    Shape changed = *this;
    changed.m_extents[axis] = extent;
    return changed;
}

std::uint64_t Shape::elements() const {
    std::uint64_t product = 1;
    for (const std::uint32_t extent : extents()) product *= extent;
    return product;
}

std::string Shape::text() const { return m_rank == 0 ? "scalar" : fmt::format("{}", fmt::join(extents(), "x")); }

}  // namespace lemnos
