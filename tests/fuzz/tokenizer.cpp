// SPDX-License-Identifier: Apache-2.0
// Any bytes as the vocabulary of CLIP in each of the forms that are read; one that is taken must be able to read a
// text.
#include <cstdint>
#include <cstdlib>

#include "families/tokenizer_source.h"
#include "fuzz/file_in_memory.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const lemnos::fuzz::FileInMemory file(data, size);
    const auto tokenizer = lemnos::read_tokenizer(file.path());
    if (!lemnos::fuzz::is_value(tokenizer)) return 0;
    for (const lemnos::TokenId id : tokenizer->encode("a red, \xC3\xBC\xF0\x9F\x8F\xA0 house's 12 <|endoftext|>"))
        if (id < 0 || static_cast<std::uint32_t>(id) >= tokenizer->vocabulary_size()) std::abort();
    if (tokenizer->encode_row("lighthouse").ids.size() != tokenizer->max_length()) std::abort();
    return 0;
}
