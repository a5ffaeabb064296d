// SPDX-License-Identifier: Apache-2.0
// Where the vocabulary of a model's text encoder comes from; the program itself holds none. First hit wins: the
// model's metadata, a tokenizer folder or its files beside the model, the user's data folder.
// A free function; any thread.
#pragma once

#include "families/model_description.h"
#include "formats/checkpoint.h"
#include "text/clip_tokenizer.h"

namespace lemnos {

/// Our metadata: JSON as ClipTokenizer::from_json reads it.
inline constexpr const char* tokenizer_key = "lemnos.tokenizer";

/// A tokenizer that fits the text encoder (vocabulary and length); the error says where was looked and what helps.
Result<ClipTokenizer> find_tokenizer(const Checkpoint& file, const ClipTextConfig& text);

}  // namespace lemnos
