// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build convolved(Conv2d op = {}) {
    return [op](Builder& b, const Inputs& in) { return conv2d(b, in[0], in[1], {}, op); };
}
static Build with_everything(Conv2d op = {}) {
    return [op](Builder& b, const Inputs& in) {
        return conv2d(b, in[0], in[1], {.bias = in[2], .per_image = in[3], .residual = in[4]}, op);
    };
}

ROWS(conv2d) {
    rows.row("one pixel", convolved()).in({1, 1, 1, 8}).in({8, 3, 3, 8}).growth(3);
    rows.row("16x16", convolved()).in({1, 16, 16, 32}).in({32, 3, 3, 32}).growth(17);
    rows.row("tall tiles", convolved()).in({2, 17, 31, 16}).in({40, 3, 3, 16}).growth(12);
    // Large enough for Winograd's way on processors.
    rows.row("large", convolved())
        .in({1, 26, 24, 128})
        .in({256, 3, 3, 128})
        .growth(34)
        .rounds_inside(0.6)
        .on_processors("winograd");
    rows.row("large, odd, two pictures", with_everything({.activation = Activation::silu}))
        .in({2, 25, 25, 136})
        .in({256, 3, 3, 136})
        .in({256})
        .in({2, 256}, uniform(1, 9))
        .in({2, 25, 25, 256})
        .growth(35)
        .rounds_inside(0.6)
        .on_processors("winograd");
    rows.row("large, several bands", convolved({.padding = {1, 0, 1, 2}}))
        .in({1, 47, 46, 128})
        .in({128, 3, 3, 128})
        .growth(34)
        .rounds_inside(0.6)
        .on_processors("winograd")
        .rejects(convolved({.padding = {1, 1, 1, 1}}));
    rows.row("large, doubled", convolved({.upsample = 2}))
        .in({1, 13, 12, 128})
        .in({256, 3, 3, 128})
        .growth(34)
        .rounds_inside(0.6)
        .on_processors("winograd");
    rows.row("large, near the limit of halves", convolved())
        .in({1, 26, 24, 128}, uniform(20'000, 50'000))
        .in({256, 3, 3, 128}, uniform(-1e-4, 1e-3))
        .growth(34)
        .rounds_inside(0.6)
        .on_processors("winograd");
    rows.row("odd everything", convolved()).in({2, 7, 5, 11}).in({13, 3, 3, 11}).growth(10);
    rows.row("latents in", convolved()).in({2, 8, 12, 4}).in({32, 3, 3, 4}).growth(6);
    rows.row("picture out", convolved()).in({1, 9, 7, 32}).in({3, 3, 3, 32}).growth(17);
    rows.row("1x1", convolved({.kernel = 1, .padding = {}})).in({2, 6, 5, 24}).in({36, 1, 1, 24}).growth(5);
    rows.row("1x1, odd", convolved({.kernel = 1, .padding = {}})).in({2, 6, 5, 7}).in({9, 1, 1, 7}).growth(3);
    rows.row("stride 2", convolved({.stride = 2}))
        .in({2, 9, 12, 16})
        .in({16, 3, 3, 16})
        .growth(12)
        .rejects(convolved({.stride = 2, .padding = {0, 0, 1, 1}}));
    rows.row("stride 2, padded right and below as the autoencoder has it",
             convolved({.stride = 2, .padding = {0, 0, 1, 1}}))
        .in({1, 8, 10, 16})
        .in({24, 3, 3, 16})
        .growth(12)
        .rejects(convolved({.stride = 2}));
    rows.row("no padding", convolved({.padding = {}})).in({1, 5, 6, 8}).in({8, 3, 3, 8}).growth(9);
    rows.row("upsampled", convolved({.upsample = 2})).in({2, 5, 7, 16}).in({16, 3, 3, 16}).growth(12);
    rows.row("upsampled, odd channels", convolved({.upsample = 2})).in({1, 4, 3, 5}).in({6, 3, 3, 5}).growth(7);
    rows.row("everything", with_everything({.activation = Activation::silu}))
        .in({3, 6, 7, 16})
        .in({20, 3, 3, 16})
        .in({20})
        .in({3, 20})
        .in({3, 6, 7, 20})
        .growth(12);
    rows.row("everything, odd", with_everything({.activation = Activation::relu}))
        .in({2, 5, 3, 9})
        .in({7, 3, 3, 9})
        .in({7})
        .in({2, 7})
        .in({2, 5, 3, 7})
        .growth(9);
    rows.row("per image, tiles would cross images", with_everything())
        .in({3, 5, 5, 8})
        .in({12, 3, 3, 8})
        .in({12})
        .in({3, 12}, uniform(1, 9))
        .in({3, 5, 5, 12})
        .growth(9);
    rows.row("per image is not per batch", with_everything())
        .in({2, 4, 4, 8})
        .in({8, 3, 3, 8})
        .in({8})
        .in({2, 8}, uniform(1, 9))
        .in({2, 4, 4, 8})
        .growth(9)
        .rejects([](Builder& b, const Inputs& in) {
            return conv2d(b, in[0], in[1], {.bias = in[2], .residual = in[4]}, {});
        });
}
