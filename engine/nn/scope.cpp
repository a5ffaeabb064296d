// SPDX-License-Identifier: Apache-2.0
#include "nn/scope.h"

namespace lemnos {

bool Scope::has(std::string_view part) const {
    const WeightIndex* weights = m_builder->weights();
    return weights != nullptr && weights->find(path_of(part) + ".weight") != nullptr;
}

Value Scope::weight(std::string_view name, Shape shape, WeightLayout layout) const {
    return enter().weight(path_of(name), shape, layout);
}

Builder& Scope::enter() const {
    m_builder->set_path(m_path);
    return *m_builder;
}

std::string Scope::path_of(std::string_view part) const {
    return m_path.empty() ? std::string(part) : m_path + "." + std::string(part);
}

}  // namespace lemnos
