// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Value gated(Builder& b, const Inputs& in) { return geglu(b, in[0]); }
static Build gated_by_hand(bool first_is_value, Activation activation) {
    return [=](Builder& b, const Inputs& in) {
        const std::uint32_t half = in[0].shape.channels() / 2;
        const Value first = slice(b, in[0], {0, half}), second = slice(b, in[0], {half, half});
        return first_is_value ? multiply(b, first, activate(b, second, activation))
                              : multiply(b, second, activate(b, first, activation));
    };
}

ROWS(geglu) {
    rows.row("one", gated).in({1, 2}).growth(4);
    rows.row("a pack - 1", gated).in({3, 14}).growth(4);
    rows.row("a pack", gated).in({3, 16}).growth(4);
    rows.row("a pack + 1", gated).in({3, 18}).growth(4);
    rows.row("feed forward", gated).in({2, 77, 640}, uniform(-4, 4)).growth(4);
    rows.row("the gate is the second half", gated)
        .in({2, 9, 64})
        .growth(4)
        .rejects(gated_by_hand(false, Activation::gelu_erf));
    rows.row("the gate's gelu is exact", gated)
        .in({2, 9, 64}, uniform(-3, 3))
        .growth(4)
        .rejects(gated_by_hand(true, Activation::gelu_tanh));
    rows.row("primes", gated).in({2, 7, 662}).growth(4);
}
