// SPDX-License-Identifier: Apache-2.0
// How CLIP cleans a text and splits it into words before byte-pair encoding. Internal to this folder.
// A free function; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lemnos {

constexpr std::string_view start_of_text = "<|startoftext|>";
constexpr std::string_view end_of_text = "<|endoftext|>";

/// Words in UTF-8, in lower case and NFC, without white space: runs of letters, single digits, runs of other
/// characters, the English endings 's 't 're 've 'm 'll 'd, and the two special words where they stand literally.
/// A special word can only come from one in the text: runs of other characters hold no letters.
std::vector<std::string> clip_words(std::string_view text);

}  // namespace lemnos
