// SPDX-License-Identifier: Apache-2.0
// What only the name of a model tells: that it was distilled to few steps (Turbo, LCM, Lightning, Hyper), or that it
// belongs to a branch of finetunes with habits of its own. Networks and shapes are those of the family, so a name
// changes nothing but defaults, which every request may override. A free function; any thread.
#pragma once

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

/// Reads the file's name and its title in the metadata ("modelspec.title"); adds to the variant what it found.
void apply_name_hints(const Checkpoint& file, ModelDescription& model);

}  // namespace lemnos
