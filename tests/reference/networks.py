# SPDX-License-Identifier: Apache-2.0
"""Networks of diffusers and transformers, built from our configuration and filled with the weights of the formula."""

import math

import diffusers
import torch
from diffusers import AutoencoderKL, AutoencoderTiny, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

import ldm_names
from weights import Tensor, describe, halves

torch.set_num_threads(1)
torch.set_grad_enabled(False)
diffusers.logging.set_verbosity_error()

# Where a gain of 1 would not do: halved variance after SiLU wants more, branches that are added to a sum want less,
# and queries and keys a little more, so that attention is neither flat nor one-hot.
UNET_GAINS = {"in_layers.2": 1.5, "out_layers.3": 1.0, "emb_layers.1": 1.0, "time_embed.2": 1.5, "label_emb.0.2": 1.5,
              "to_q": 1.4, "to_k": 1.4, "to_out.0": 1.0, "ff.net.2": 1.0, "out.2": 1.5}
VAE_GAINS = {"conv1": 1.5, "conv2": 1.0, "attn_1.q": 1.4, "attn_1.k": 1.4, "decoder.conv_out": 0.5}
TEXT_GAINS = {"q_proj": 1.4, "k_proj": 1.4, "fc2": 1.4}
OPEN_CLIP_GAINS = {"attn": 1.4, "c_proj": 1.4}
TINY_GAINS = {"conv.0": 1.4, "conv.2": 1.4, "conv.4": 0.8, "taesd_decoder.19": 0.15}


class TimestepFrequencies(torch.nn.Module):
    """The sinusoids of the UNet, always in double precision; diffusers computes them in single precision only."""

    def __init__(self, dimension: int):
        super().__init__()
        half = dimension // 2
        self.frequencies = torch.exp(-math.log(10000.0) / half * torch.arange(half).double())  # no buffer: never cast

    def forward(self, timesteps: torch.Tensor) -> torch.Tensor:
        angles = timesteps.double()[:, None] * self.frequencies[None]
        return torch.cat([angles.cos(), angles.sin()], dim=1)


def clip_text_config(config: dict) -> CLIPTextConfig:
    return CLIPTextConfig(
        vocab_size=config["vocab_size"], hidden_size=config["hidden_size"], num_hidden_layers=config["layers"],
        num_attention_heads=config["heads"], intermediate_size=config["intermediate_size"],
        max_position_embeddings=config["max_length"], hidden_act=config["activation"], layer_norm_eps=1e-5,
        projection_dim=config.get("projection_size", config["hidden_size"]), bos_token_id=config["vocab_size"] - 2,
        eos_token_id=config["vocab_size"] - 1, pad_token_id=config["vocab_size"] - 1,
        attn_implementation="sdpa")  # the "eager" one takes its softmax in single precision


def clip_text(config: dict) -> CLIPTextModel:
    return CLIPTextModel(clip_text_config(config))


def unet(config: dict) -> UNet2DConditionModel:
    channels = [config["model_channels"] * m for m in config["channel_mult"]]
    depth = config["transformer_depth"]
    cross = [bool(d) for d in depth]
    if depth[-1] not in (0, config["transformer_depth_middle"]):
        raise ValueError("diffusers takes the depth of the middle block from the last level")
    heads = [config["num_heads"]] * len(channels) if "num_heads" in config else \
            [c // config["num_head_channels"] for c in channels]
    adm = config["adm_in_channels"]
    model = UNet2DConditionModel(
        in_channels=config["in_channels"], out_channels=config["out_channels"], block_out_channels=channels,
        layers_per_block=config["num_res_blocks"], cross_attention_dim=config["context_dim"],
        down_block_types=["CrossAttnDownBlock2D" if c else "DownBlock2D" for c in cross],
        up_block_types=["CrossAttnUpBlock2D" if c else "UpBlock2D" for c in reversed(cross)],
        transformer_layers_per_block=[d or 1 for d in depth[:-1]] + [config["transformer_depth_middle"]],
        attention_head_dim=heads,  # sic: diffusers reads it as the number of heads
        use_linear_projection=config["use_linear_in_transformer"],
        class_embed_type="projection" if adm else None, projection_class_embeddings_input_dim=adm or None)
    model.time_proj = TimestepFrequencies(channels[0])
    return model


def vae(config: dict) -> AutoencoderKL:
    channels = [config["ch"] * m for m in config["ch_mult"]]
    return AutoencoderKL(
        block_out_channels=channels, layers_per_block=config["num_res_blocks"], latent_channels=config["z_channels"],
        down_block_types=["DownEncoderBlock2D"] * len(channels), up_block_types=["UpDecoderBlock2D"] * len(channels))


def tiny_vae(config: dict) -> AutoencoderTiny:
    channels = [config["channels"]] * 4
    return AutoencoderTiny(encoder_block_out_channels=channels, decoder_block_out_channels=channels)


BUILDERS = {"text": (clip_text, ldm_names.clip_text, TEXT_GAINS), "unet": (unet, ldm_names.unet, UNET_GAINS),
            "vae": (vae, ldm_names.vae, VAE_GAINS), "tiny_vae": (tiny_vae, ldm_names.tiny_vae, TINY_GAINS)}


def build(part: str, config: dict, dtype: torch.dtype = torch.float64) -> tuple[torch.nn.Module, list[Tensor]]:
    """One network of a configuration in evaluation mode, and the tensors of its checkpoint."""
    make, names, gains = BUILDERS[part]
    module = make(config[part]).eval().to(dtype)
    state, tensors = module.state_dict(), []
    left = {name for name in state if not name.endswith("position_ids")}
    for ours, theirs in names(config[part]):
        for name in [n for n in state if n.startswith(theirs + ".") and n in left]:
            tensor = describe(ours + name[len(theirs):], checkpoint_shape(ours, name, state[name]), gains)
            state[name].copy_(torch.from_numpy(halves(tensor)).reshape(state[name].shape))
            tensors.append(tensor)
            left.remove(name)
    if left:
        raise ValueError(f"no name in the original layout for {sorted(left)}")
    return module, tensors


def build_open_clip(root: str, config: dict) -> tuple[CLIPTextModelWithProjection, list[Tensor]]:
    """A text encoder of a checkpoint that has it in the layout of OpenCLIP, and its tensors."""
    module = CLIPTextModelWithProjection(clip_text_config(config)).eval().double()
    state, tensors = module.state_dict(), []

    def value_of(name: str, shape: tuple[int, ...]) -> torch.Tensor:
        tensors.append(describe(root + name, shape, OPEN_CLIP_GAINS))
        return torch.from_numpy(halves(tensors[-1])).reshape(shape)

    for ours, theirs in ldm_names.open_clip(config["layers"]):
        parts = [state["text_model." + name] for name in theirs]
        shape = (sum(part.shape[0] for part in parts), *parts[0].shape[1:])
        for part, value in zip(parts, value_of(ours, shape).chunk(len(parts))):
            part.copy_(value)
    projection = state["text_projection.weight"]
    projection.copy_(value_of("text_projection", tuple(reversed(projection.shape))).T)
    return module, tensors


def checkpoint_shape(ours: str, theirs: str, value: torch.Tensor) -> tuple[int, ...]:
    """The attention of the original VAE consists of 1x1 convolutions, that of diffusers of matrices."""
    matrix_for_conv = ".mid.attn_1." in ours and theirs.endswith("weight") and value.dim() == 2
    return tuple(value.shape) + (1, 1) * matrix_for_conv
