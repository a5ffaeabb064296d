// SPDX-License-Identifier: Apache-2.0
// The models folder: where people drop the files of their collection, in the subfolders that A1111 and ComfyUI use or
// in their own, and what lies in it by name. What a file is, families/model_file.h tells.
// Free functions; any thread.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/cancel.h"
#include "base/result.h"

namespace lemnos {

/// lemnos/models in the user's data folder; empty where there is none.
std::filesystem::path user_models_folder();
/// Everything that is looked through without being asked: the models folder, and the folders beside it in which LoRA,
/// embeddings and autoencoders are kept. Whether they exist or not.
std::vector<std::filesystem::path> user_model_folders();

/// ".safetensors", ...: the endings of the files that models come in.
const std::vector<std::string_view>& model_endings();

/// What may be a model by its name below a folder, at any depth, sorted: files with an ending of models, and folders of
/// diffusers, whose files are not listed. Links are followed, hidden names are not. An error where the folder itself
/// cannot be read; a folder that is not there is empty.
Result<std::vector<std::filesystem::path>> model_files_in(const std::filesystem::path& folder,
                                                          const CancelToken& cancel = {});

/// The file called `name` in the models folder or below it, with or without its ending. The error says where was
/// looked.
Result<std::filesystem::path> find_model_by_name(const std::string& name);

}  // namespace lemnos
