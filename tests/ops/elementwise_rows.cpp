// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build combined(Arithmetic arithmetic) {
    return [=](Builder& b, const Inputs& in) { return elementwise(b, in[0], in[1], {arithmetic}); };
}

ROWS(elementwise) {
    rows.row("one", combined(Arithmetic::add)).in({1}).in({1});
    rows.row("alike", combined(Arithmetic::add)).in({2, 7, 5, 24}).in({2, 7, 5, 24});
    rows.row("odd count", combined(Arithmetic::multiply)).in({3, 7, 11}).in({3, 7, 11});
    rows.row("subtract is not turned round", combined(Arithmetic::subtract))
        .in({64})
        .in({64})
        .rejects([](Builder& b, const Inputs& in) { return elementwise(b, in[1], in[0], {Arithmetic::subtract}); });
    rows.row("along channels", combined(Arithmetic::add)).in({2, 3, 5, 16}).in({16});
    rows.row("along odd channels", combined(Arithmetic::add)).in({2, 3, 5, 13}).in({13});
    rows.row("per image and channel", combined(Arithmetic::add)).in({3, 4, 5, 16}).in({3, 1, 1, 16});
    rows.row("per pixel", combined(Arithmetic::multiply)).in({2, 4, 5, 24}).in({2, 4, 5, 1});
    rows.row("one number", combined(Arithmetic::multiply)).in({2, 4, 5, 24}).in({1});
    rows.row("positions of tokens", combined(Arithmetic::add)).in({4, 77, 32}).in({77, 32});
    rows.row("past a folded row of workgroups", combined(Arithmetic::add)).in({1, 1049, 2003, 1}).in({1049, 1, 1});
}
