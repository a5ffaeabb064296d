// SPDX-License-Identifier: Apache-2.0
// The safetensors format: 8 bytes of length, a JSON header, the tensors' bytes. Everything that the header claims is
// checked before anything is used (github.com/huggingface/safetensors; model-formats research, 2.1).
// Free functions; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

inline constexpr std::uint64_t longest_safetensors_header = 100'000'000;  // bytes, as the reference implementation

/// Whether the content could be this format, whatever the file is called.
bool is_safetensors(const MappedFile& file);
/// bad_file for what breaks the format, unsupported for sound files with types or ranks that the engine lacks.
Result<Checkpoint> read_safetensors(MappedFile file);

}  // namespace lemnos
