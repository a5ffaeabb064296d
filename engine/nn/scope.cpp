// SPDX-License-Identifier: Apache-2.0
#include "nn/scope.h"

namespace lemnos {

bool Scope::has(std::string_view part) const {
    const WeightIndex* weights = m_builder->weights();
    return weights != nullptr && weights->find(path_of(part) + ".weight") != nullptr;
}

Value Scope::weight(std::string_view name, Shape shape, WeightLayout layout) const {
    Builder& builder = enter();
    const std::string path = path_of(name);
    const WeightIndex* weights = builder.weights();
    const auto quantised = weights == nullptr ? std::nullopt : weights->quantised(path);
    if (!quantised) return builder.weight(path, shape, layout);
    const bool swaps = layout == WeightLayout::conv_ohwi;
    return ops::dequantise(builder, builder.weight(path, shape, layout, quantised->dtype),
                           {.dtype = builder.dtype(),
                            .scale = quantised->scale,
                            .order = swaps ? ops::WeightOrder::channels_inside : ops::WeightOrder::keep});
}

Builder& Scope::enter() const {
    m_builder->set_path(m_path);
    return *m_builder;
}

std::string Scope::path_of(std::string_view part) const {
    return m_path.empty() ? std::string(part) : m_path + "." + std::string(part);
}

}  // namespace lemnos
