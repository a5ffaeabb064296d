// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Value side_by_side(Builder& b, const Inputs& in) { return concat(b, in[0], in[1]); }
static Value other_way_round(Builder& b, const Inputs& in) { return concat(b, in[1], in[0]); }

ROWS(concat) {
    rows.row("two numbers", side_by_side).in({1}).in({1});
    rows.row("a pack - 1 and one", side_by_side).in({2, 7}).in({2, 1});
    rows.row("packs", side_by_side).in({2, 8}).in({2, 16});
    rows.row("a pack and a bit", side_by_side).in({3, 8}).in({3, 9});
    rows.row("skip connection", side_by_side).in({2, 8, 8, 96}).in({2, 8, 8, 64});
    rows.row("order", side_by_side).in({2, 4, 4, 32}).in({2, 4, 4, 32}).rejects(other_way_round);
    rows.row("primes", side_by_side).in({3, 5, 7, 11}).in({3, 5, 7, 13});
    rows.row("mask and picture for painting over", side_by_side).in({1, 9, 9, 4}).in({1, 9, 9, 5});
}
