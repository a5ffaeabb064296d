// SPDX-License-Identifier: Apache-2.0
// From the name of a model in a request to the file that holds it. Free functions; any thread.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "pipeline/session.h"

namespace lemnos {

/// Where "starter" lies: the options, LEMNOS_STARTER_MODEL, beside the program, the data folders, the source tree of
/// the build. The error lists all places.
Result<std::filesystem::path> find_starter_model(const SessionOptions& options);

/// "starter", the path of a checkpoint or of a folder that holds exactly one, or a name as find_model_by_name takes it.
Result<std::filesystem::path> find_model(const std::string& model, const SessionOptions& options);

}  // namespace lemnos
