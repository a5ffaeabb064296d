// SPDX-License-Identifier: Apache-2.0
// Files that people will try and that cannot be run, so that the message can say what they are. The specific before
// the general; the tell-tales are those of the research on model formats, 1.2 to 1.5 and 2.6.
#include <algorithm>
#include <array>

#include "families/facts.h"

namespace lemnos {
namespace {

constexpr std::string_view use_lora = "name it as one (--lora)";
constexpr std::string_view use_vae = "name it as \"vae\" (--vae) beside the model that it belongs to";
constexpr std::string_view use_checkpoint =
    "a checkpoint with UNet and text encoder is needed: the one that it comes from, or one that ComfyUI's "
    "CheckpointSave makes of them";

constexpr std::array strangers{
    Stranger{"a LoRA, which changes a model and is none", ".lora_down.weight", 0, ModelKind::lora, use_lora},
    Stranger{"a LoRA, which changes a model and is none", ".lora_A.", 0, ModelKind::lora, use_lora},
    Stranger{"a ControlNet, which steers a model and is none", "zero_convs.0.0.weight", 0, ModelKind::unknown},
    Stranger{"a ControlNet, which steers a model and is none", "controlnet_cond_embedding.conv_in.weight", 0,
             ModelKind::unknown},
    Stranger{"Playground 2.5", "edm_mean"},
    Stranger{"Stable Video Diffusion", ".time_stack."},
    Stranger{"Stable Diffusion 2.1 unCLIP", "noise_augmentor."},
    Stranger{"Stable Diffusion 2.1 unCLIP", "embedder.model.visual."},
    Stranger{"the x4 upscaler of Stable Diffusion 2", "input_blocks.0.0.weight", 7, ModelKind::unknown},
    Stranger{"InstructPix2Pix or another model that starts from a picture", "input_blocks.0.0.weight", 8},
    Stranger{"Stable Cascade", "clf.1.weight"},
    Stranger{"Stable Diffusion 3", "joint_blocks.0.context_block.attn.qkv.weight"},
    Stranger{"Chroma", "distilled_guidance_layer."},
    Stranger{"FLUX.2", "double_stream_modulation_img.lin.weight"},
    Stranger{"FLUX.1", "double_blocks.0.img_attn.norm.key_norm."},
    Stranger{"Z-Image or Lumina 2", "noise_refiner.0.attention."},
    Stranger{"Qwen-Image", "transformer_blocks.0.img_mod.1.weight"},
    Stranger{"Anima", "llm_adapter.blocks.0.cross_attn.q_proj.weight"},
    Stranger{"Krea 2", "txtfusion.projector.weight"},
    Stranger{"a model in the layout of diffusers, or a part of one", "down_blocks.0.resnets.0.conv1.weight", 0,
             ModelKind::unknown,
             "this version runs whole folders of Stable Diffusion 1, 2 and XL, with their model_index.json"},
    Stranger{"the Stable Diffusion XL refiner", "conditioner.embedders.0.model."},
    Stranger{"a UNet without text encoder, as programs keep them in \"diffusion_models\"", "input_blocks.0.0.weight", 0,
             ModelKind::unknown, use_checkpoint},
    Stranger{"an autoencoder alone", "decoder.conv_in.weight", 0, ModelKind::vae, use_vae},
    Stranger{"a text encoder alone", "text_model.embeddings.token_embedding.weight", 0, ModelKind::unknown,
             use_checkpoint},
};

bool is_sign(const TensorInfo& tensor, const Stranger& stranger) {
    if (tensor.name.find(stranger.tensor) == std::string::npos) return false;
    return stranger.in_channels == 0 || (tensor.shape.rank() == 4 && tensor.shape[1] == stranger.in_channels);
}

}  // namespace

const Stranger* find_stranger(const Checkpoint& file) {
    for (const Stranger& stranger : strangers)
        if (std::ranges::any_of(file.tensors(), [&](const TensorInfo& tensor) { return is_sign(tensor, stranger); }))
            return &stranger;
    return nullptr;
}

}  // namespace lemnos
