// SPDX-License-Identifier: Apache-2.0
// The tiny checkpoint in the shape of Stable Diffusion 1, with which most tests of whole runs make do.
#pragma once

#include "pipeline/tiny_model.h"

namespace lemnos::test {

struct TinySd1 : TinyModel {
    static Result<TinySd1> load() {
        LEMNOS_TRY(TinyModel tiny, TinyModel::load("pipeline_sd1"));
        return TinySd1{std::move(tiny)};
    }
};

}  // namespace lemnos::test
