// SPDX-License-Identifier: Apache-2.0
// A file of low-rank changes to a model's weights: LoRA (Hu et al. 2021), LoHa and LoKr (LyCORIS), DoRA (Liu et al.
// 2024) and whole differences, in the names of kohya's scripts, of diffusers and of PEFT. It knows which layers the
// file changes and computes the change; which weights of a model those layers are is for families/lora_names.h.
// Owns the mapped file; const use on any thread.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "formats/checkpoint.h"

namespace lemnos {

/// What a tensor of a file means for its layer.
enum class LoraRole {
    up,         // [out, rank, ..]
    down,       // [rank, in, kh, kw]
    mid,        // [rank, rank, kh, kw], between down and up (Tucker)
    alpha,      // one number: the change is times alpha / rank
    magnitude,  // DoRA: length of each row or column of the changed weight
    w1,         // LoKr's factors, whole or as products; LoHa's are w1_a .. w2_b
    w1_a,
    w1_b,
    w2,
    w2_a,
    w2_b,
    t1,
    t2,
    difference,       // the change itself
    bias_difference,  // that of the layer's bias
};

/// The change of one layer.
struct LoraLayer {
    std::string key;  // as the file calls the layer: "lora_unet_input_blocks_1_1_proj_in", "unet.mid_block..."
    std::map<LoraRole, TensorInfo> parts;
};

class LoraFile {
public:
    /// `unsupported` for files that change nothing, e.g. whole models.
    static Result<LoraFile> open(const std::filesystem::path& path);
    static Result<LoraFile> read(Checkpoint file);

    const std::filesystem::path& path() const { return m_file.path(); }
    const Checkpoint& file() const { return m_file; }
    /// Sorted by key.
    const std::vector<LoraLayer>& layers() const { return m_layers; }

    /// Adds `strength` times the layer's change to a weight in PyTorch's axes, as ComfyUI computes it. Errors name the
    /// file and the layer: shapes that do not fit each other or the weight, numbers that are not finite.
    Status add_to_weight(const LoraLayer& layer, double strength, HostTensor& weight) const;
    /// The same for the layer's bias; nothing to do for most layers.
    Status add_to_bias(const LoraLayer& layer, double strength, HostTensor& bias) const;

private:
    explicit LoraFile(Checkpoint file) : m_file(std::move(file)) {}

    Checkpoint m_file;
    std::vector<LoraLayer> m_layers;
};

}  // namespace lemnos
