// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build scaled(Affine op) {
    return [op](Builder& b, const Inputs& in) { return affine(b, in[0], op); };
}
static Build offset_first(Affine op) {
    return [op](Builder& b, const Inputs& in) {
        return affine(b, affine(b, in[0], {.offset = op.offset}), {.factor = op.factor});
    };
}

ROWS(affine) {
    rows.row("one", scaled({.factor = 2, .offset = -1})).in({1});
    rows.row("latents", scaled({.factor = 1 / 0.18215f})).in({2, 8, 8, 4});
    rows.row("odd count", scaled({.factor = 0.5f, .offset = 0.5f})).in({3, 7, 11});
    rows.row("the offset comes last", scaled({.factor = 2, .offset = -1}))
        .in({64})
        .rejects(offset_first({.factor = 2, .offset = -1}));
}
