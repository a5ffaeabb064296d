// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Value embedded(Builder& b, const Inputs& in) { return embedding(b, in[0], in[1]); }

ROWS(embedding) {
    rows.row("one entry", embedded).in({1, 1}, ids_below(1)).in({1, 1});
    rows.row("a pack - 1", embedded).in({1, 3}, ids_below(5)).in({5, 7});
    rows.row("a pack", embedded).in({1, 3}, ids_below(5)).in({5, 8});
    rows.row("a pack + 1", embedded).in({2, 3}, ids_below(5)).in({5, 9});
    rows.row("prompts", embedded).in({2, 77}, ids_below(499)).in({499, 96});
    rows.row("ids past the end take the last row", embedded)
        .in({2, 7}, Fill{100, 5000000, 0, DType::u32, true})
        .in({10, 16});
}
