// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build over_rows(Reduction reduction) {
    return [=](Builder& b, const Inputs& in) { return reduce(b, in[0], {reduction}); };
}

ROWS(reduce) {
    using enum Reduction;
    rows.row("one", over_rows(sum)).in({1});
    rows.row("a pack - 1", over_rows(sum)).in({3, 7}).growth(3);
    rows.row("a pack", over_rows(sum)).in({3, 8}).growth(3);
    rows.row("a pack + 1", over_rows(sum)).in({3, 9}).growth(3);
    rows.row("sum is not mean", over_rows(sum)).in({2, 5, 64}, offset_by(0.5)).growth(8).rejects(over_rows(mean));
    rows.row("mean", over_rows(mean)).in({2, 5, 7, 331}, offset_by(0.5)).growth(18).rejects(over_rows(sum));
    rows.row("max", over_rows(Reduction::max)).in({2, 5, 7, 40}).rejects(over_rows(sum));
    rows.row("max of negative numbers", over_rows(Reduction::max)).in({9, 13}, offset_by(-2));
    rows.row("a loop of more than 65,535", over_rows(mean)).in({2, 66003}, offset_by(0.5)).growth(400);
}
