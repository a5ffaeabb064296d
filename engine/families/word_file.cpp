// SPDX-License-Identifier: Apache-2.0
#include "families/word_file.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/messages.h"

namespace lemnos {
namespace {

constexpr std::uint32_t most_vectors = 1024;  // no prompt has room for more
constexpr std::array encoder_names{"clip_l", "clip_g"};
constexpr std::string_view a1111_prefix = "string_to_param.";

bool is_vectors(const TensorInfo& tensor) {
    const bool has_vectors = tensor.shape.rank() == 2 && tensor.shape[0] > 0 && tensor.shape[0] <= most_vectors;
    return (tensor.shape.rank() == 1 || has_vectors) && tensor.shape.channels() > 1;
}

// Words by the names that programs give their tensors. A1111 stores numbers beside them.
bool is_named(const TensorInfo& tensor) {
    return tensor.name.starts_with(a1111_prefix) || tensor.name == "emb_params" ||
           std::ranges::find(encoder_names, tensor.name) != encoder_names.end();
}

std::string word_of(const TensorInfo& tensor) {
    const bool is_of_a1111 = tensor.name.starts_with(a1111_prefix);
    return is_of_a1111 ? tensor.name.substr(a1111_prefix.size()) : tensor.name;
}

std::vector<const TensorInfo*> halves(const Checkpoint& file) {
    std::vector<const TensorInfo*> found;
    for (const char* name : encoder_names)
        if (const TensorInfo* tensor = file.find(name); tensor != nullptr && is_vectors(*tensor))
            found.push_back(tensor);
    return found;
}

std::string widths_of(std::span<const TextPart> texts) {
    std::string widths;
    for (const TextPart& text : texts)
        widths += fmt::format("{}{}", widths.empty() ? "" : " and ", text.config.hidden_size);
    return widths;
}

std::unexpected<Error> does_not_fit(std::span<const TensorInfo* const> found, std::span<const TextPart> texts) {
    std::string widths;
    for (const TensorInfo* tensor : found)
        widths += fmt::format("{}{}", widths.empty() ? "" : " and ", tensor->shape.channels());
    return unsupported("its vectors have {} numbers, the {} of this model {} {}", widths,
                       texts.size() == 1 ? "text encoder" : "text encoders", texts.size() == 1 ? "has" : "have",
                       widths_of(texts));
}

// The tensor of a word in a file that names no encoders.
Result<const TensorInfo*> tensor_of(const Checkpoint& file, const std::string& word) {
    const std::vector<const TensorInfo*> found = learned_words(file).tensors;
    if (found.empty()) return unsupported("holds no learned word");
    if (word.empty() && found.size() == 1) return found.front();
    if (word.empty())
        return unsupported("teaches {} words, {} and others; name one of them", found.size(),
                           in_quotes(word_of(*found.front())));
    const auto tensor = std::ranges::find_if(found, [&](const TensorInfo* one) { return word_of(*one) == word; });
    if (tensor == found.end()) return unsupported("does not teach the word {}", in_quotes(word));
    return *tensor;
}

// Which tensor each encoder takes. Files for two encoders name them; such a file teaches a single one as well.
Result<std::vector<const TensorInfo*>> chosen(const Checkpoint& file, std::span<const TextPart> texts,
                                              const std::string& word) {
    std::vector<const TensorInfo*> candidates = halves(file);
    const bool has_names = !candidates.empty();
    if (!has_names) {
        LEMNOS_TRY(candidates.emplace_back(), tensor_of(file, word));
    }
    std::vector<const TensorInfo*> taken;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto fits = [&](const TensorInfo* tensor) {
            const bool is_for_it = texts.size() == 1 || (has_names && tensor->name == encoder_names[i]);
            return is_for_it && tensor->shape.channels() == texts[i].config.hidden_size;
        };
        const auto tensor = std::ranges::find_if(candidates, fits);
        if (tensor == candidates.end()) return does_not_fit(candidates, texts);
        taken.push_back(*tensor);
    }
    return taken;
}

Result<HostTensor> vectors_in(const Checkpoint& file, const TensorInfo& tensor) {
    LEMNOS_TRY(HostTensor vectors, file.read_floats(tensor));
    if (!std::ranges::all_of(vectors.values, [](float value) { return std::isfinite(value); }))
        return bad_file("tensor {} holds numbers that are not finite", in_quotes(tensor.name));
    vectors.shape = {static_cast<std::uint32_t>(vectors.shape.rows()), vectors.shape.channels()};
    return vectors;
}

Result<std::vector<HostTensor>> read(const Checkpoint& file, std::span<const TextPart> texts, const std::string& word) {
    LEMNOS_TRY(const std::vector<const TensorInfo*> tensors, chosen(file, texts, word));
    std::vector<HostTensor> words;
    for (const TensorInfo* tensor : tensors) {
        LEMNOS_TRY(HostTensor vectors, vectors_in(file, *tensor));
        if (!words.empty() && vectors.shape[0] != words.front().shape[0])
            return bad_file("has {} vectors for one text encoder and {} for the other", words.front().shape[0],
                            vectors.shape[0]);
        words.push_back(std::move(vectors));
    }
    return words;
}

}  // namespace

WordTensors learned_words(const Checkpoint& file) {
    std::vector<const TensorInfo*> named, all;
    for (const TensorInfo& tensor : file.tensors()) {
        if (!is_vectors(tensor)) continue;
        if (is_named(tensor)) named.push_back(&tensor);
        if (!tensor.name.contains('.')) all.push_back(&tensor);
    }
    if (!named.empty()) return {std::move(named), true};
    if (all.size() < file.tensors().size()) all.clear();
    return {std::move(all), false};
}

std::vector<std::string> names_of_words(const Checkpoint& file) {
    std::vector<std::string> names;
    if (!halves(file).empty()) return names;
    for (const TensorInfo* tensor : learned_words(file).tensors) names.push_back(word_of(*tensor));
    if (names.size() == 1) names.clear();
    return names;
}

Result<std::vector<HostTensor>> read_learned_word(const std::filesystem::path& path, std::span<const TextPart> texts,
                                                  const std::string& word) {
    LEMNOS_TRY(const Checkpoint file, Checkpoint::open(path));
    return naming(path, read(file, texts, word));
}

}  // namespace lemnos
