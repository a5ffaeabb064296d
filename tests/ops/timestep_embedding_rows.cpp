// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build embedded(TimestepEmbedding op) {
    return [op](Builder& b, const Inputs& in) { return timestep_embedding(b, in[0], op); };
}
// Formulas that other programs use.
static Build sines_first(std::uint32_t channels) {
    return [=](Builder& b, const Inputs& in) {
        const Value both = timestep_embedding(b, in[0], {.channels = channels});
        return concat(b, slice(b, both, {channels / 2, channels / 2}), slice(b, both, {0, channels / 2}));
    };
}

ROWS(timestep_embedding) {
    // growth 18: an absolute error of 1e-5 in f32
    rows.row("one time, one frequency", embedded({.channels = 2})).in({1}, as_f32(0, 999)).growth(18);
    rows.row("sd1", embedded({.channels = 320})).in({2}, as_f32(0, 999)).growth(18).rejects(sines_first(320));
    rows.row("whole steps", embedded({.channels = 320})).in({64}, Fill{0, 1000, 0, DType::f32, true}).growth(18);
    rows.row("fractions of steps", embedded({.channels = 256})).in({97}, as_f32(0, 999)).growth(18);
    rows.row("sizes of pictures", embedded({.channels = 256})).in({6}, Fill{256, 4096, 0, DType::f32, true}).growth(72);
    rows.row("very small times", embedded({.channels = 64})).in({5}, as_f32(0, 1e-4)).growth(18);
    rows.row("time zero", embedded({.channels = 8})).in({1}, as_f32(0, 0)).growth(18);
    rows.row("negative times", embedded({.channels = 24})).in({3}, as_f32(-50, 0)).growth(18);
    rows.row("an odd number of channels", embedded({.channels = 33})).in({7}, as_f32(0, 999)).growth(18);
    rows.row("another period", embedded({.channels = 64, .max_period = 1000}))
        .in({7}, as_f32(0, 10))
        .growth(18)
        .rejects(embedded({.channels = 64}));
    rows.row("many channels", embedded({.channels = 5000})).in({1}, as_f32(0, 999)).growth(18);
}
