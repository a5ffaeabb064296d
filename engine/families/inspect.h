// SPDX-License-Identifier: Apache-2.0
// What there is to say about a model file without running it: for `lemnos-cli inspect` and the model page.
// Free functions; any thread. For its hashes the whole file is read, if the cache does not know them.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/cancel.h"
#include "families/hash_cache.h"
#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

struct Hashes {
    std::string autov2;  // first 10 digits of the file's SHA-256
    std::string autov3;  // first 12 digits of the SHA-256 of what follows the header
};

struct Inspection {
    std::filesystem::path file;
    std::string format;      // "safetensors"
    std::string family;      // id of families.h; empty when unknown
    std::string variant;     // within the family; empty for the usual
    std::string name;        // of the model
    std::string prediction;  // "eps", "v"; empty when the family is unknown
    std::string problem;     // why it cannot be run; empty when it can
    std::uint64_t parameters = 0;
    std::map<std::string, std::uint64_t> dtypes;  // tensors of each type
    Hashes hashes;
    std::vector<std::string> missing;  // tensors that the networks need, with what is wrong with the present ones
    std::vector<std::string> unknown;  // tensors that they do not need
    std::map<std::string, std::string> metadata;  // what the file says of itself
};

/// Tensors that the networks of a description need, against those of the file.
Status compare_tensors(const Checkpoint& file, const ModelDescription& model, Inspection& into);

/// Errors only where the file cannot be read at all; a model that cannot be run is an Inspection with a problem.
Result<Inspection> inspect(const std::filesystem::path& path, const HashCache& cache = {},
                           const CancelToken& cancel = {});

/// The same without the hashes: reads the header only.
Result<Inspection> inspect_header(const std::filesystem::path& path);

}  // namespace lemnos
