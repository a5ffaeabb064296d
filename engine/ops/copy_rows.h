// SPDX-License-Identifier: Apache-2.0
// Records copies of a run of every row, for ops that put together or cut along the innermost extent.
#pragma once

#include "ops/recorder.h"

namespace lemnos::ops {

struct Run {
    std::uint32_t from_first = 0;
    std::uint32_t to_first = 0;
    std::uint32_t count = 0;
};
void copy_rows(Recorder& recorder, const TensorView& from, const TensorView& to, Run run);

}  // namespace lemnos::ops
