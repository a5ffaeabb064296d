// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

// To the type that is not stored, and to the one that is.
static Build to_other(AxisOrder order = AxisOrder::keep) {
    return [=](Builder& b, const Inputs& in) {
        return convert(b, in[0], {.dtype = b.dtype() == DType::f16 ? DType::f32 : DType::f16, .order = order});
    };
}
static Build to_same(AxisOrder order) {
    return [=](Builder& b, const Inputs& in) { return convert(b, in[0], {.dtype = b.dtype(), .order = order}); };
}

ROWS(convert) {
    using enum AxisOrder;
    rows.row("one", to_other()).in({1});
    rows.row("a pack - 1", to_other()).in({7});
    rows.row("a pack", to_other()).in({8});
    rows.row("a pack + 1", to_other()).in({9});
    rows.row("a picture", to_other()).in({2, 5, 7, 24}, uniform(-60000, 60000));
    rows.row("rounds to nearest, small ones too", to_other()).in({4096}, uniform(-1e-5, 1e-5));
    rows.row("picture in", to_same(nhwc_from_nchw)).in({2, 3, 5, 7}).rejects([](Builder& b, const Inputs& in) {
        return reshape(b, in[0], {2, 5, 7, 3});
    });
    rows.row("picture in, converted", to_other(nhwc_from_nchw)).in({2, 3, 5, 7});
    rows.row("picture out", to_same(nchw_from_nhwc)).in({2, 9, 8, 4}).rejects([](Builder& b, const Inputs& in) {
        return reshape(b, in[0], {2, 4, 9, 8});
    });
    rows.row("picture out, converted", to_other(nchw_from_nhwc)).in({3, 11, 13, 3});
    rows.row("one channel", to_same(nhwc_from_nchw)).in({2, 1, 5, 7});
}
