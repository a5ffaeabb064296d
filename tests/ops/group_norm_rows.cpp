// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build normalised(GroupNorm op) {
    return [op](Builder& b, const Inputs& in) { return group_norm(b, in[0], in[1], in[2], op); };
}

ROWS(group_norm) {
    const auto with = [&](const char* name, Shape x, GroupNorm op, Fill fill = {}) -> Row& {
        return rows.row(name, normalised(op)).in(x, fill).in({x.channels()}, offset_by(1)).in({x.channels()}).growth(4);
    };
    with("one pixel", {1, 1, 1, 64}, {.groups = 32});
    with("sd1 block", {2, 16, 16, 320}, {.groups = 32, .activation = Activation::silu})
        .rejects(normalised({.groups = 32}));
    with("odd everything", {3, 7, 13, 33}, {.groups = 3});
    with("one group", {2, 5, 3, 24}, {.groups = 1});
    with("a slab and a pixel", {1, 5, 13, 32}, {.groups = 8});
    // Storage keeps few digits of 500 and f32 sums of squares keep none of the variance: E[x^2] - E[x]^2 fails here.
    with("large mean", {1, 8, 8, 64}, {.groups = 32}, offset_by(500)).growth(200);
    with("epsilon matters", {1, 8, 8, 64}, {.groups = 32, .epsilon = 1e-3f}, uniform(-0.05, 0.05))
        .rejects(normalised({.groups = 32, .epsilon = 1e-5f}));
    with("groups are runs of channels", {1, 4, 4, 32}, {.groups = 4}).rejects(normalised({.groups = 8}));
}
