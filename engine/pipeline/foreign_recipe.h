// SPDX-License-Identifier: Apache-2.0
// What another program wrote into a picture, as far as it can be asked of our engine: prompts, size, steps, guidance,
// sampler, schedule, seed, strength. The picture will look alike rather than the same. A program is a row of
// foreign_recipe.cpp and a file of its own (foreign_<program>.cpp).
// Free functions over plain values; any thread. The texts come from strangers: nothing here fails or recurses deeply.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "formats/png_text.h"
#include "pipeline/request.h"

namespace lemnos {

struct ForeignRecipe {
    std::string program;     // as people call it
    Request request;         // its model is empty: a name says too little to find a file
    std::string model;       // that program's name of the checkpoint; empty if it says none
    std::string model_hash;  // AutoV2 or AutoV3; empty if it says none
};

/// Nothing if the texts hold no settings of a program that is known, or settings that we would refuse from a user.
std::optional<ForeignRecipe> foreign_recipe(std::span<const PictureText> texts);

}  // namespace lemnos
