// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build to(std::uint32_t height, std::uint32_t width) {
    return [=](Builder& b, const Inputs& in) { return upsample_nearest(b, in[0], {height, width}); };
}
// 2 to 3 pixels by rounding i * in / out instead of cutting it off: 0, 1, 1 instead of 0, 0, 1. What is given is a row
// of two pixels; the neighbour builds the rounded one.
static Value rounded(Builder& b, const Inputs& in) {
    const std::uint32_t channels = in[0].shape.channels();
    const Value both = reshape(b, in[0], {2 * channels});
    const Value second = slice(b, both, {channels, channels});
    return reshape(b, concat(b, both, second), {1, 1, 3, channels});
}

ROWS(upsample_nearest) {
    rows.row("one pixel", to(1, 1)).in({1, 1, 1, 1});
    rows.row("doubled", to(16, 16)).in({2, 8, 8, 64});
    rows.row("width and height differ", to(6, 20)).in({2, 3, 5, 8});
    rows.row("odd channels", to(14, 10)).in({2, 7, 5, 3});
    rows.row("odd sizes, as a decoder of odd latents needs them", to(15, 9)).in({2, 8, 5, 16});
    rows.row("positions are cut off, not rounded", to(1, 3)).in({1, 1, 2, 16}).rejects(rounded);
    rows.row("primes", to(31, 37)).in({3, 7, 11, 5});
    rows.row("smaller", to(3, 4)).in({1, 7, 9, 8});
}
