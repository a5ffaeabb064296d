// SPDX-License-Identifier: Apache-2.0
// The JSON header of a safetensors file, parsed without building a document: a header may name a million tensors.
// Internal to safetensors.cpp; a free function; any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/safetensors.h"

namespace lemnos {

struct SafetensorsHeader {
    std::vector<TensorInfo> tensors;  // in the order of the JSON; offsets still count from the end of the header
    std::map<std::string, std::string> metadata;
};

/// Checks everything that one entry alone can show: syntax, UTF-8, types, names, that the shape agrees with the size.
Result<SafetensorsHeader> parse_safetensors_header(std::string_view json);

}  // namespace lemnos
