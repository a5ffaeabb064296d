// SPDX-License-Identifier: Apache-2.0
// The text encoders of OpenCLIP (SD 2, SDXL's second) have their own names and fuse the projections of attention into
// one matrix. Here the same bytes get the names of Hugging Face, which nets/clip_text.h asks for.
// A free function; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

/// Every OpenCLIP text encoder of the file, wherever it stands, under Hugging Face's names below the same root
/// ("<root>.encoder.layers.0.self_attn.q_proj.weight"); other tensors stay as they are. "text_projection" does too: its
/// axes are the other way round than Hugging Face's.
Result<Checkpoint> with_hugging_face_names(Checkpoint file);

}  // namespace lemnos
