// SPDX-License-Identifier: Apache-2.0
// Files of torch.save (.ckpt, .pth, .pt, .bin): a zip archive with a pickle and one entry for each storage, or before
// PyTorch 1.6 a few pickles followed by the storages. The pickle is read as data (see pickle.h); no code in it runs.
// Free functions; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

bool is_pytorch_zip(const MappedFile& file);
Result<Checkpoint> read_pytorch_zip(MappedFile file);

/// Any pickle: if it is no checkpoint, the reader's message says so.
bool is_pytorch_legacy(const MappedFile& file);
Result<Checkpoint> read_pytorch_legacy(MappedFile file);

}  // namespace lemnos
