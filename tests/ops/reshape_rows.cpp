// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

ROWS(reshape) {
    rows.row("of a result",
             [](Builder& b, const Inputs& in) { return reshape(b, affine(b, in[0], {.factor = 2}), {2, 35, 8}); })
        .in({2, 5, 7, 8});
    rows.row("read by an op", [](Builder& b, const Inputs& in) { return add(b, reshape(b, in[0], {6, 4}), in[1]); })
        .in({2, 3, 4})
        .in({4});
    rows.row("twice, and the first one is read later",
             [](Builder& b, const Inputs& in) {
                 const Value doubled = affine(b, in[0], {.factor = 2});
                 const Value first = reshape(b, doubled, {6, 4});
                 const Value second = affine(b, affine(b, reshape(b, first, {24}), {.offset = 1}), {.offset = 1});
                 return add(b, first, reshape(b, second, {6, 4}));
             })
        .in({2, 3, 4});
    rows.row("rows are kept", [](Builder& b, const Inputs& in) { return reshape(b, affine(b, in[0], {}), {4, 6}); })
        .in({6, 4})
        .rejects([](Builder& b, const Inputs& in) {
            return reshape(b, convert(b, reshape(b, in[0], {1, 1, 6, 4}), {b.dtype(), AxisOrder::nchw_from_nhwc}),
                           {4, 6});
        });
}
