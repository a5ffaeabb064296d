// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build cut(Slice op) {
    return [op](Builder& b, const Inputs& in) { return slice(b, in[0], op); };
}

ROWS(slice) {
    rows.row("everything of one", cut({0, 1})).in({1});
    rows.row("means of an encoder", cut({0, 4})).in({2, 8, 8, 8}).rejects(cut({4, 4}));
    rows.row("packs", cut({16, 32})).in({2, 5, 64});
    rows.row("a pack + 1", cut({8, 9})).in({2, 5, 24});
    rows.row("an odd beginning", cut({3, 8})).in({2, 5, 24});
    rows.row("odd rows", cut({8, 8})).in({3, 7, 19});
    rows.row("the last one", cut({330, 1})).in({7, 331});
}
