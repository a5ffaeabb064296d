// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build activated_by(Activation activation) {
    return [=](Builder& b, const Inputs& in) { return activate(b, in[0], activation); };
}

ROWS(activate) {
    using enum Activation;
    rows.row("silu of one", activated_by(silu)).in({1}).growth(4);
    rows.row("silu of a pack - 1", activated_by(silu)).in({7}).growth(4);
    rows.row("silu of a pack", activated_by(silu)).in({8}).growth(4);
    rows.row("silu of a pack + 1", activated_by(silu)).in({9}).growth(4);
    rows.row("silu of pictures", activated_by(silu))
        .in({2, 5, 7, 24}, uniform(-20, 20))
        .growth(4)
        .rejects(activated_by(gelu_quick));
    rows.row("silu of a prime", activated_by(silu)).in({3, 331}, uniform(-100, 100)).growth(4);
    rows.row("relu", activated_by(relu)).in({2, 3, 5, 16});
    rows.row("exact gelu", activated_by(gelu_erf))
        .in({2, 77, 96}, uniform(-6, 6))
        .growth(4)
        .rejects(activated_by(gelu_tanh));
    rows.row("gelu by tanh", activated_by(gelu_tanh))
        .in({2, 77, 96}, uniform(-6, 6))
        .growth(4)
        .rejects(activated_by(gelu_erf));
    rows.row("quick gelu", activated_by(gelu_quick))
        .in({2, 77, 96}, uniform(-6, 6))
        .growth(4)
        .rejects(activated_by(gelu_erf));
    rows.row("gelus of large numbers", activated_by(gelu_tanh)).in({64}, uniform(-200, 200)).growth(4);
    rows.row("sigmoid", activated_by(sigmoid)).in({999}, uniform(-30, 30)).growth(4);
    rows.row("tanh", activated_by(Activation::tanh)).in({1000}, uniform(-30, 30)).growth(4);
    rows.row("past a folded row of workgroups", activated_by(relu)).in({1, 1511, 1409}, offset_by(1));
}
