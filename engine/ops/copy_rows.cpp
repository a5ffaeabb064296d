// SPDX-License-Identifier: Apache-2.0
#include "ops/copy_rows.h"

#include "ops/units.h"
#include "shader/copy_rows.h"

namespace lemnos::ops {

void copy_rows(Recorder& recorder, const TensorView& from, const TensorView& to, Run run) {
    using namespace shader::copy_rows;
    const std::uint32_t unit =
        unit_size(from.dtype, {from.shape.channels(), to.shape.channels(), run.from_first, run.to_first, run.count});
    const Push push{.units = static_cast<std::uint32_t>(from.shape.rows() * (run.count / unit)),
                    .columns = run.count / unit,
                    .from_columns = from.shape.channels() / unit,
                    .from_first = run.from_first / unit,
                    .to_columns = to.shape.channels() / unit,
                    .to_first = run.to_first / unit};
    recorder.dispatch(binary({.moves = moves_of<Moves>(from.dtype, unit)}), push, Spec{}, {from, to},
                      Recorder::groups_for(push.units));
}

}  // namespace lemnos::ops
