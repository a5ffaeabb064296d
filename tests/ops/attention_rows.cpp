// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build attended(Attention op) {
    return [op](Builder& b, const Inputs& in) { return attention(b, in[0], in[1], in[2], op); };
}

ROWS(attention) {
    const auto with = [&](const char* name, Shape query, std::uint32_t keys, Attention op,
                          Fill fill = uniform(-2, 2)) -> Row& {
        return rows.row(name, attended(op))
            .in(query, fill)
            .in({query[0], keys, query[2]}, fill)
            .in({query[0], keys, query[2]})
            .growth(8);
    };
    with("one token", {1, 1, 8}, 1, {.heads = 1});
    with("self, 16x16 with heads of 32", {2, 256, 128}, 256, {.heads = 4});
    with("cross, 77 tokens, sd1's heads of 40", {2, 65, 320}, 77, {.heads = 8});
    with("heads of 80 in chunks", {1, 33, 160}, 50, {.heads = 2});
    with("one head of 512 as in the autoencoder", {1, 35, 512}, 35, {.heads = 1});
    with("long, in wider chunks", {1, 520, 64}, 520, {.heads = 1});
    with("odd heads", {2, 19, 36}, 23, {.heads = 3});
    with("heads of 4", {2, 17, 32}, 17, {.heads = 8});
    with("causal", {3, 77, 64}, 77, {.heads = 4, .mask = Mask::causal}).rejects(attended({.heads = 4}));
    with("causal, past a tile", {1, 130, 32}, 130, {.heads = 2, .mask = Mask::causal});
    with("own scale", {1, 9, 16}, 9, {.heads = 2, .scale = 1.0f}).rejects(attended({.heads = 2}));
    with("heads matter", {1, 9, 32}, 12, {.heads = 4}).rejects(attended({.heads = 2, .scale = 0.35355339f}));
    // exp of the raw scores overflows here; the largest score must be taken off first.
    with("large scores", {1, 20, 16}, 24, {.heads = 1}, uniform(-20, 20)).growth(200);
}
