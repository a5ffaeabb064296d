// SPDX-License-Identifier: Apache-2.0
// The half of complete() (session.h) that needs no file. A free function; any thread.
#pragma once

#include "families/model_description.h"
#include "pipeline/request.h"
#include "pipeline/session.h"

namespace lemnos {

/// Every zero and empty default replaced, names replaced by ids; errors name the field.
Result<Request> complete_for(const Request& request, const ModelDescription& model);

}  // namespace lemnos
