// SPDX-License-Identifier: Apache-2.0
// Where in the checkpoint a module's weights stand: a builder and a path. `scope / "attn1"` is the scope of a part.
// Modules are functions that take a scope and values and return a value; they check nothing, because the builder
// keeps the first error with the path that was entered last.
// A cheap value; lives on the builder's thread and not longer than the builder.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ops/ops.h"

namespace lemnos {

class Scope {
public:
    /// `path` is the family's prefix of this network, e.g. "model.diffusion_model"; it may be empty.
    Scope(Builder& builder, std::string path) : m_builder(&builder), m_path(std::move(path)) {}

    Scope operator/(std::string_view part) const { return {*m_builder, path_of(part)}; }
    Scope operator/(std::uint32_t index) const { return *this / std::to_string(index); }

    /// Whether the file holds "<path>.<part>.weight".
    bool has(std::string_view part) const;

    /// The tensor "<path>.<name>" in the shape that the kernels want. One that stays quantised on the device is
    /// expanded into scratch memory for each use, so that little of a network is ever there in full.
    Value weight(std::string_view name, Shape shape, WeightLayout layout = WeightLayout::as_is) const;

    /// The builder, which from now on names this module in errors and profiles.
    Builder& enter() const;
    const std::string& path() const { return m_path; }

private:
    std::string path_of(std::string_view part) const;

    Builder* m_builder;
    std::string m_path;
};

}  // namespace lemnos
