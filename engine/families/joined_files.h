// SPDX-License-Identifier: Apache-2.0
// Models put together from several files. A free function; any thread.
#pragma once

#include <string_view>

#include "formats/checkpoint.h"

namespace lemnos {

/// A model with the tensors of `network` in place of all that it has below `root`. The model's file stays the first,
/// and its name and metadata stay those of the whole.
Result<Checkpoint> with_network(Checkpoint model, std::string_view root, Checkpoint network);

}  // namespace lemnos
