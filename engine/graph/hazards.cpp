// SPDX-License-Identifier: Apache-2.0
#include "graph/hazards.h"

#include <algorithm>

namespace lemnos {

bool Hazards::overlaps(const std::vector<Span>& spans, const Span& span) {
    return std::ranges::any_of(spans, [&](const Span& other) {
        return other.buffer == span.buffer && other.begin < span.end && span.begin < other.end;
    });
}

bool Hazards::conflicts(const Dispatch& call) const {
    for (std::size_t i = 0; i < call.operands.size(); ++i) {
        const Span span = span_of(call.operands[i]);
        if (overlaps(m_written, span)) return true;
        if (shader::writes(call.binary->bindings[i]) && overlaps(m_read, span)) return true;
    }
    return false;
}

void Hazards::add(const Dispatch& call) {
    for (std::size_t i = 0; i < call.operands.size(); ++i) {
        const shader::Access access = call.binary->bindings[i];
        if (shader::reads(access)) m_read.push_back(span_of(call.operands[i]));
        if (shader::writes(access)) m_written.push_back(span_of(call.operands[i]));
    }
}

void Hazards::clear() {
    m_read.clear();
    m_written.clear();
}

}  // namespace lemnos
