// SPDX-License-Identifier: Apache-2.0
// How a picture says how it was made, the same from the studio and from lemnos-cli: "lemnos" holds the request as
// JSON, from which it can be painted again; "parameters" is the text that A1111, Civitai and galleries read; XMP says
// that the picture was generated. Free functions over plain values; any thread.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "formats/png_text.h"
#include "pipeline/session.h"

namespace lemnos {

/// The texts of picture `index` of a run. The request in it is that of this picture alone: its own seed, a batch of
/// one; only where the batch was drawn as one (Compatibility), it is that of the batch. Paths are cut to file names,
/// because pictures are shared and a path names its owner's folders.
std::vector<PictureText> picture_metadata(const RunResult& result, std::size_t index);

/// The request in a picture's texts. Its file names are for a person or a list of known models to resolve: they come
/// from whoever made the picture.
Result<Request> request_from_texts(std::span<const PictureText> texts);

/// From a JSON file, a picture of ours or one of another program (foreign_recipe.h; its model is empty then); the
/// content decides, and the error names the file.
Result<Request> request_from_file(const std::filesystem::path& path);

}  // namespace lemnos
