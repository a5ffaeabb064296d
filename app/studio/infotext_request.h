// SPDX-License-Identifier: Apache-2.0
// What another program wrote into a picture ("parameters", A1111's text), as far as it can be asked of our engine:
// prompts, size, steps, guidance, sampler, schedule, seed. The model stays empty: a name says too little to find a
// file, and the picture will look alike rather than the same. A free function; any thread.
#pragma once

#include <optional>
#include <string>

#include "pipeline/request.h"

namespace lemnos::studio {

/// Nothing if the text has no line of settings.
std::optional<Request> requestFromInfotext(const std::string& text);

}  // namespace lemnos::studio
