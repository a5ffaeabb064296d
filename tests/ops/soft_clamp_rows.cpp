// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build clamped() {
    return [](Builder& b, const Inputs& in) { return soft_clamp(b, in[0]); };
}
static Build plain_tanh() {
    return [](Builder& b, const Inputs& in) { return activate(b, in[0], Activation::tanh); };
}

ROWS(soft_clamp) {
    rows.row("one", clamped()).in({1}).growth(4);
    rows.row("latents", clamped()).in({2, 9, 8, 4}, uniform(-6, 6)).growth(4).rejects(plain_tanh());
    rows.row("odd count", clamped()).in({3, 7, 11}, uniform(-200, 200)).growth(4);
}
