// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of a learned word, for models with one and with two text encoders.
#include <cstdint>
#include <cstdlib>

#include "families/word_file.h"
#include "fuzz/file_in_memory.h"

namespace {

void read(const std::filesystem::path& path, std::initializer_list<std::uint32_t> widths, const std::string& word) {
    std::vector<lemnos::TextPart> texts;
    for (const std::uint32_t width : widths) texts.emplace_back().config.hidden_size = width;
    const auto words = lemnos::read_learned_word(path, texts, word);
    if (!lemnos::fuzz::is_value(words)) return;
    if (words->size() != texts.size()) std::abort();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const lemnos::HostTensor& vectors = (*words)[i];
        if (vectors.shape != lemnos::Shape{words->front().shape[0], texts[i].config.hidden_size}) std::abort();
        if (vectors.values.size() != vectors.shape.elements()) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const lemnos::fuzz::FileInMemory file(data, size);
    std::vector<std::string> words{""};
    if (const auto opened = lemnos::Checkpoint::open(file.path()))
        for (const std::string& word : lemnos::names_of_words(*opened)) words.push_back(word);
    if (words.size() > 8) words.resize(8);
    for (const std::string& word : words) {
        read(file.path(), {768}, word);
        read(file.path(), {64}, word);
        read(file.path(), {768, 1280}, word);
    }
    return 0;
}
