// SPDX-License-Identifier: Apache-2.0
// Our own metadata in a checkpoint: "lemnos.config", JSON that says what shapes cannot, or what differs from the
// family's facts. Every field is optional, unknown ones are left alone, wrong types are errors that name the field.
// Free functions; any thread.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

inline constexpr const char* config_key = "lemnos.config";

/// The JSON object of "lemnos.config"; null when the file has none.
Result<nlohmann::json> read_config(const Checkpoint& file);

/// Overrides in `model` what the object says, then checks that the whole can be built.
Status apply_config(const nlohmann::json& config, ModelDescription& model);

/// Sizes within reason, heads that divide: what building a graph takes for granted.
Status check_description(const ModelDescription& model);

}  // namespace lemnos
