// SPDX-License-Identifier: Apache-2.0
// fp8 weights that are to be multiplied by a number beside them, in the two ways of ComfyUI: marked by a tensor
// "scaled_fp8" with "<layer>.scale_weight", or by "<layer>.comfy_quant" (JSON) with "<layer>.weight_scale". The number
// becomes TensorInfo::scale, so that nothing behind this folder knows. A free function; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

/// Without such marks the file as it is. Other ways of quantising (bitsandbytes, nunchaku, int8, fp4) are `unsupported`
/// and called by their names.
Result<Checkpoint> with_scales(Checkpoint file);

}  // namespace lemnos
