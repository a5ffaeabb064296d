// SPDX-License-Identifier: Apache-2.0
// The LoRA files that a model is changed by: found, opened, matched with the model's weights, and turned into changes
// of these weights. Keeps the files that were used last, so that moving a weight's slider reads no file again.
// Owned by the loaded model, which it refers to; engine thread only.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "families/lora_names.h"
#include "nn/weight_cache.h"
#include "pipeline/request.h"

namespace lemnos {

class LoraSet {
public:
    LoraSet(const Checkpoint& model, LoraRoots roots) : m_model(model), m_roots(std::move(roots)) {}

    struct Outcome {
        WeightChanges changes;           // empty where nothing is to be changed
        std::vector<std::string> notes;  // layers that the model does not have
    };
    /// What `uses` change together, in their order. Errors name the file.
    Result<Outcome> changes_of(const std::vector<LoraUse>& uses);

private:
    struct Opened {
        std::filesystem::path path;
        std::filesystem::file_time_type written;
        std::unique_ptr<LoraFile> file;
        LoraTargets targets;
    };
    Result<const Opened*> open(const std::filesystem::path& path);

    const Checkpoint& m_model;
    LoraRoots m_roots;
    std::vector<std::unique_ptr<Opened>> m_opened;
};

}  // namespace lemnos
