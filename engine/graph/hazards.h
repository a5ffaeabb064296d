// SPDX-License-Identifier: Apache-2.0
// Decides where a barrier is needed: remembers which byte ranges were read and written since the last barrier.
// Lives while one command buffer is recorded.
#pragma once

#include <vector>

#include "ops/recorder.h"

namespace lemnos {

class Hazards {
public:
    /// True when the dispatch touches what an earlier one wrote, or writes what an earlier one reads.
    bool conflicts(const Dispatch& call) const;
    void add(const Dispatch& call);
    void clear();

private:
    struct Span {
        VkBuffer buffer;
        std::uint64_t begin;
        std::uint64_t end;
    };
    static Span span_of(const TensorView& view) { return {view.buffer, view.offset, view.offset + view.bytes()}; }
    static bool overlaps(const std::vector<Span>& spans, const Span& span);

    std::vector<Span> m_read;
    std::vector<Span> m_written;
};

}  // namespace lemnos
