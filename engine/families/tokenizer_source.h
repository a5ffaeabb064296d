// SPDX-License-Identifier: Apache-2.0
// Where the vocabulary of a model's text encoder comes from; the program itself holds none. First hit wins: the model's
// metadata, the file or folder that the user chose, a tokenizer folder or its files beside the model, the user's data
// folder, the Python package open_clip where it is installed, the path of the build option LEMNOS_TOKENIZER.
// Free functions; any thread.
#pragma once

#include <filesystem>
#include <vector>

#include "families/model_description.h"
#include "formats/checkpoint.h"
#include "text/clip_tokenizer.h"

namespace lemnos {

/// Our metadata: JSON as ClipTokenizer::from_json reads it.
inline constexpr const char* tokenizer_key = "lemnos.tokenizer";

/// A tokenizer that fits the text encoder (vocabulary, special tokens, length). `chosen` is what the user chose, or
/// empty; if it cannot be read that is an error, and no other is taken. The error says where was looked and what helps.
Result<ClipTokenizer> find_tokenizer(const Checkpoint& file, const ClipTextConfig& text,
                                     const std::filesystem::path& chosen = {});

/// From a folder with merges.txt and, if it has one, vocab.json; or from a file, whatever its name: merges.txt or
/// bpe_simple_vocab_16e6.txt, also as .gz, tokenizer.json of Hugging Face, or our JSON. Errors name the path.
Result<ClipTokenizer> read_tokenizer(const std::filesystem::path& path);

/// Where packages of Python lie on this machine: the environments that are active, the user's, the system's.
std::vector<std::filesystem::path> python_package_folders();

}  // namespace lemnos
