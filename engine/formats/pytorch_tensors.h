// SPDX-License-Identifier: Apache-2.0
// Finds the tensors in what torch.save pickled. Internal to pytorch.cpp; free functions; any thread.
#pragma once

#include <map>
#include <span>
#include <string>

#include "formats/checkpoint.h"
#include "formats/pickle.h"

namespace lemnos {

/// All that a checkpoint may name: storages, the functions that make tensors of them, and a few classes of training
/// programs that are written down but never looked at.
std::span<const PickleGlobal> pytorch_globals();

/// Where a storage's bytes lie in the file, by its key.
struct StoragePlace {
    std::uint64_t offset = 0;
    std::uint64_t bytes = 0;
};
using Storages = std::map<std::string, StoragePlace, std::less<>>;

/// Keys and element types of the storages that a pickle names.
Result<std::map<std::string, DType, std::less<>>> storage_types(const Pickle& pickle);

/// Every tensor below the root, nested names joined with dots. Training programs wrap the weights beside the state of
/// their optimisers ("state_dict", "params_ema", "params", "model"); then only the weights count. Texts and numbers
/// beside them become metadata.
Result<CheckpointTable> find_tensors(const Pickle& pickle, const Storages& storages);

}  // namespace lemnos
