// SPDX-License-Identifier: Apache-2.0
// The half of complete() (session.h) that needs no file. A free function; any thread.
#pragma once

#include <vector>

#include "families/families.h"
#include "pipeline/request.h"
#include "pipeline/session.h"

namespace lemnos {

/// What a request says of its model, whose path decides where its VAE is looked for.
Result<ModelOverrides> overrides_of(const Request& request, const std::filesystem::path& model);

/// Every zero and empty default replaced, names replaced by ids; errors name the field.
Result<Request> complete_for(const Request& request, const ModelDescription& model);

/// The sigmas of a complete request's run, of which it makes `strength`.
Result<std::vector<double>> sigmas_of(const Request& request, const NoiseTable& table, double strength);
inline double strength_of(const Request& request) { return request.init_image.empty() ? 1 : request.strength; }

}  // namespace lemnos
