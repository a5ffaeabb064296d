// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build padded(Padding op) {
    return [op](Builder& b, const Inputs& in) { return pad(b, in[0], op); };
}

ROWS(pad) {
    rows.row("one pixel", padded(Padding::all(1))).in({1, 1, 1, 1});
    rows.row("nothing", padded({})).in({1, 3, 5, 8});
    rows.row("all round", padded(Padding::all(1))).in({2, 7, 5, 16});
    rows.row("an encoder's lower right", padded({.bottom = 1, .right = 1}))
        .in({2, 8, 8, 32})
        .rejects(padded({.top = 1, .left = 1}));
    rows.row("all sides differ, odd channels", padded({.top = 1, .left = 2, .bottom = 3, .right = 4})).in({3, 7, 5, 3});
    rows.row("rows are not columns", padded({.top = 2}))
        .in({1, 5, 5, 8}, offset_by(2))
        .rejects([](Builder& b, const Inputs& in) { return reshape(b, pad(b, in[0], {.left = 2}), {1, 7, 5, 8}); });
}
