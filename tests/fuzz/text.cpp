// SPDX-License-Identifier: Apache-2.0
// Any bytes as a prompt and as infotext: never a crash, and infotext that we write reads back.
#include <cstdint>
#include <cstdlib>

#include "formats/infotext.h"
#include "text/prompt.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    static const auto tokenizer = lemnos::ClipTokenizer::from_merges("header\na b\nab c</w>\n");
    const auto tokens = lemnos::tokenize_prompt(*tokenizer, lemnos::parse_prompt(text), 3);
    for (const lemnos::PromptChunk& chunk : tokens.chunks)
        if (chunk.ids.size() != 77 || chunk.weights.size() != 77) std::abort();
    const lemnos::Infotext info = lemnos::parse_infotext(text);
    if (info.fields.size() >= 3) {
        lemnos::Infotext fields;
        fields.fields = info.fields;
        if (lemnos::parse_infotext(lemnos::write_infotext(fields)).fields.size() != fields.fields.size()) std::abort();
    }
    return 0;
}
