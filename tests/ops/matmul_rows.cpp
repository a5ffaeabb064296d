// SPDX-License-Identifier: Apache-2.0
#include "ops/rows.h"

using namespace lemnos;
using namespace lemnos::ops;
using namespace lemnos::test;

static Build product(Matmul op = {}) {
    return [op](Builder& b, const Inputs& in) { return matmul(b, in[0], in[1], {}, op); };
}
static Build with_bias(Matmul op = {}) {
    return [op](Builder& b, const Inputs& in) { return matmul(b, in[0], in[1], {.bias = in[2]}, op); };
}
static Build with_everything(Matmul op = {}) {
    return
        [op](Builder& b, const Inputs& in) { return matmul(b, in[0], in[1], {.bias = in[2], .residual = in[3]}, op); };
}

ROWS(matmul) {
    rows.row("one by one", product()).in({1, 1}).in({1, 1});
    rows.row("one pack", product()).in({1, 8}).in({1, 8}).growth(3);
    rows.row("tile - 1", product()).in({31, 64}).in({31, 64}).growth(8);
    rows.row("tile", product()).in({32, 64}).in({32, 64}).growth(8);
    rows.row("tile + 1", product()).in({33, 64}).in({33, 64}).growth(8);
    rows.row("gpu tile + 1", product()).in({65, 24}).in({65, 24}).growth(5);
    rows.row("primes", product()).in({37, 53}).in({41, 53}).growth(8);
    rows.row("tall tiles", with_bias()).in({513, 40}).in({36, 40}).in({36}).growth(7);
    rows.row("time embedding", with_bias({.activation = Activation::silu}))
        .in({2, 320})
        .in({1280, 320})
        .in({1280})
        .growth(18);
    rows.row("feed forward, everything", with_everything())
        .in({2, 77, 96})
        .in({50, 96})
        .in({50})
        .in({2, 77, 50})
        .growth(10);
    rows.row("fours, everything", with_everything()).in({2, 40, 96}).in({48, 96}).in({48}).in({2, 40, 48}).growth(10);
    rows.row("quick gelu is not the exact one", with_bias({.activation = Activation::gelu_quick}))
        .in({16, 32})
        .in({32, 32})
        .in({32})
        .growth(6)
        .rejects(with_bias({.activation = Activation::gelu_erf}));
    rows.row("residual comes after the activation", with_everything({.activation = Activation::relu}))
        .in({16, 32})
        .in({32, 32})
        .in({32})
        .in({16, 32}, offset_by(-1))
        .growth(6);
    rows.row("plain right", product({.right = RightOperand::plain})).in({19, 40}).in({40, 27}).growth(7);
    rows.row("batched", product()).in({3, 21, 16}).in({3, 34, 16}).growth(4);
    rows.row("batched plain", product({.right = RightOperand::plain})).in({2, 9, 24}).in({2, 24, 10}).growth(5);
    rows.row("pixels are rows", product()).in({2, 5, 7, 16}).in({24, 16}).growth(4);
    rows.row("deep", product()).in({8, 4096}).in({32, 4096}).growth(64);
}
