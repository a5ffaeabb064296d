// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build normalised(LayerNorm op = {}) {
    return [op](Builder& b, const Inputs& in) { return layer_norm(b, in[0], in[1], in[2], op); };
}
// Takes all rows of an image or sequence together.
static Build over_everything() {
    return [](Builder& b, const Inputs& in) { return group_norm(b, in[0], in[1], in[2], {.groups = 1}); };
}

ROWS(layer_norm) {
    const auto with = [&](const char* name, Shape x, LayerNorm op = {}, Fill fill = {}) -> Row& {
        return rows.row(name, normalised(op)).in(x, fill).in({x.channels()}, offset_by(1)).in({x.channels()}).growth(4);
    };
    with("one number", {1, 1});
    with("a pack - 1", {5, 7});
    with("a pack", {5, 8});
    with("a pack + 1", {5, 9});
    with("one row", {1, 320});
    with("tokens", {2, 77, 768}).rejects(over_everything());
    with("sd1 block", {2, 256, 320});
    with("primes", {3, 7, 331});
    with("more packs than a workgroup, and one", {3, 520});
    with("large mean", {4, 320}, {}, offset_by(500)).growth(200);
    with("epsilon matters", {9, 64}, {.epsilon = 1e-3f}, uniform(-0.05, 0.05)).rejects(normalised({.epsilon = 1e-5f}));
}
