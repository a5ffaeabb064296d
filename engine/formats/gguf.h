// SPDX-License-Identifier: Apache-2.0
// GGUF, versions 2 and 3: keys and values, a list of tensors, their bytes, often in the quantised types of GGML
// (github.com/ggml-org/ggml/blob/master/docs/gguf.md; model-formats research, 2.2). Everything that the header claims
// is checked before anything is used. Free functions; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

bool is_gguf(const MappedFile& file);
/// bad_file for what breaks the format, unsupported for sound files with types that the engine lacks. The metadata are
/// the keys with one number, text or truth value each.
Result<Checkpoint> read_gguf(MappedFile file);

}  // namespace lemnos
