// SPDX-License-Identifier: Apache-2.0
// The rows of the table of families, one file each, and what several of them need. Internal to this folder.
#pragma once

#include <vector>

#include "families/families.h"

namespace lemnos {

extern const Family starter;
extern const Family sd1;

/// Every network of a description as a small graph; without `weights` see Builder.
Result<std::vector<Graph>> graphs_of(const ModelDescription& model, const WeightIndex* weights);

/// What "modelspec.prediction_type" of the metadata says ("v", "epsilon"), or what the family is otherwise.
Prediction prediction_from_metadata(const Checkpoint& file, Prediction otherwise);

/// A kind of file that is known by name but cannot be run (yet).
struct Stranger {
    std::string_view name;
    std::string_view tensor;  // part of a name that only such files have
};

/// The first that fits; null when the file is not known at all.
const Stranger* find_stranger(const Checkpoint& file);

}  // namespace lemnos
