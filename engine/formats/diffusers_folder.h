// SPDX-License-Identifier: Apache-2.0
// A model as diffusers keeps it: a folder with model_index.json and a folder for each network, whose weights may be
// spread over several files ("shards") that an index.json lists. All become one checkpoint, the networks' folders in
// front of the names ("unet.conv_in.weight"); families/diffusers_model.h gives them the names of single files.
// A free function; any thread.
#pragma once

#include "formats/checkpoint.h"

namespace lemnos {

/// The metadata say what the folder says of itself, in the words of single files: "modelspec.prediction_type" and
/// "modelspec.zero_terminal_snr" from scheduler/scheduler_config.json, "diffusers.class" from model_index.json.
Result<Checkpoint> read_diffusers_folder(const std::filesystem::path& folder);

}  // namespace lemnos
