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

bool is_vectors(const TensorInfo& tensor) {
    const bool has_vectors = tensor.shape.rank() == 2 && tensor.shape[0] > 0 && tensor.shape[0] <= most_vectors;
    return (tensor.shape.rank() == 1 || has_vectors) && tensor.shape.channels() > 1;
}

// A1111 stores numbers beside the vectors.
std::vector<const TensorInfo*> words_of(const Checkpoint& file) {
    std::vector<const TensorInfo*> all, of_a1111;
    for (const TensorInfo& tensor : file.tensors()) {
        if (!is_vectors(tensor)) continue;
        all.push_back(&tensor);
        if (tensor.name.starts_with("string_to_param.")) of_a1111.push_back(&tensor);
    }
    return of_a1111.empty() ? all : of_a1111;
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

// Which tensor each encoder takes. Files for two encoders name them; such a file teaches a single one as well.
Result<std::vector<const TensorInfo*>> chosen(const Checkpoint& file, std::span<const TextPart> texts) {
    const std::vector<const TensorInfo*> found = words_of(file);
    if (found.empty()) return unsupported("holds no learned word");
    std::vector<const TensorInfo*> named;
    for (const char* name : encoder_names)
        if (const TensorInfo* tensor = file.find(name); tensor != nullptr && is_vectors(*tensor))
            named.push_back(tensor);
    const std::vector<const TensorInfo*>& candidates = named.empty() ? found : named;
    if (named.empty() && found.size() > 1)
        return unsupported("holds {} words; one to a file can be used", found.size());
    std::vector<const TensorInfo*> taken;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const auto fits = [&](const TensorInfo* tensor) {
            const bool is_named = texts.size() == 1 || tensor->name == encoder_names[i];
            return is_named && tensor->shape.channels() == texts[i].config.hidden_size;
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

Result<std::vector<HostTensor>> read(const Checkpoint& file, std::span<const TextPart> texts) {
    LEMNOS_TRY(const std::vector<const TensorInfo*> tensors, chosen(file, texts));
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

Result<std::vector<HostTensor>> read_learned_word(const std::filesystem::path& path, std::span<const TextPart> texts) {
    LEMNOS_TRY(const Checkpoint file, Checkpoint::open(path));
    return naming(path, read(file, texts));
}

}  // namespace lemnos
