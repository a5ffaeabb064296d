// SPDX-License-Identifier: Apache-2.0
// Files that teach a text encoder a word (textual inversion, Gal et al. 2022): a few vectors that stand in the place of
// token embeddings. As A1111, diffusers and the authors' program store them, and ComfyUI for SDXL's two encoders.
// Free functions; any thread.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "families/model_description.h"
#include "formats/checkpoint.h"

namespace lemnos {

/// The tensors of a file that are learned words; none where it teaches none.
struct WordTensors {
    std::vector<const TensorInfo*> tensors;
    bool are_named = false;  // as programs name them; otherwise the file holds nothing but vectors
};
WordTensors learned_words(const Checkpoint& file);

/// The words of a file that teaches several; empty where the file's own name is the word.
std::vector<std::string> names_of_words(const Checkpoint& file);

/// For each text encoder the word's vectors [vectors, hidden_size], as many for each. `word` is a name of
/// names_of_words, or empty. Errors name the file, and where it was made for other encoders its width and theirs
/// (`unsupported`).
Result<std::vector<HostTensor>> read_learned_word(const std::filesystem::path& path, std::span<const TextPart> texts,
                                                  const std::string& word = {});

}  // namespace lemnos
