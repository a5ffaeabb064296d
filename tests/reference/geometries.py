# SPDX-License-Identifier: Apache-2.0
"""Names and shapes of the tensors in real checkpoints, without their numbers: what a family is recognised by.

The networks are built by diffusers and transformers from their published configurations, on torch's "meta" device,
which has shapes but no memory. golden/geometries.txt.gz holds a line "= <geometry>" and then "<name> <shape>" for every
tensor, as "2x3", or "scalar".
"""

import gzip

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

import ldm_names
from store import GOLDEN

Shapes = dict[str, tuple[int, ...]]

CLIP_L = {"layers": 12, "hidden_size": 768, "heads": 12}
OPEN_CLIP_H = {"layers": 24, "hidden_size": 1024, "heads": 16}
OPEN_CLIP_BIG_G = {"layers": 32, "hidden_size": 1280, "heads": 20}

SDXL = {"channels": [320, 640, 1280], "depth": [0, 2, 10], "context": 2048, "labels": 2816, "linear": True}
UNETS = {
    "sd1": {"channels": [320, 640, 1280, 1280], "depth": [1, 1, 1, 0], "context": 768, "linear": False},
    "sd2": {"channels": [320, 640, 1280, 1280], "depth": [1, 1, 1, 0], "context": 1024, "linear": True},
    "sdxl": SDXL,
    "refiner": {"channels": [384, 768, 1536, 1536], "depth": [0, 4, 4, 0], "middle": 4, "context": 1280,
                "labels": 2560, "linear": True},
    "ssd_1b": SDXL | {"depth": [0, [2, 2], [4, 4]], "up": [[4, 4, 10], [2, 1, 1], 1], "modules": 1},
    "vega": SDXL | {"depth": [0, 1, 2], "modules": 1},
    "koala_700m": SDXL | {"depth": [0, 2, 5], "blocks": 1, "modules": 0},
    "koala_1b": SDXL | {"depth": [0, 2, 6], "blocks": 1},
}
MIDDLES = {0: None, 1: "UNetMidBlock2D", 3: "UNetMidBlock2DCrossAttn"}


def shapes_of(module: torch.nn.Module) -> Shapes:
    return {name: tuple(tensor.shape) for name, tensor in module.state_dict().items()}


def renamed(shapes: Shapes, pairs: ldm_names.Pairs) -> Shapes:
    result, left = {}, dict(shapes)
    for ours, theirs in pairs:
        for name in [n for n in left if n.startswith(theirs + ".")]:
            result[ours + name[len(theirs):]] = left.pop(name)
    if left:
        raise ValueError(f"no name in the original layout for {sorted(left)}")
    return result


def unet(given: dict) -> Shapes:
    depth, channels, labels = given["depth"], given["channels"], given.get("labels")
    blocks, modules = given.get("blocks", 2), given.get("modules", 3)
    model = UNet2DConditionModel(
        block_out_channels=channels, layers_per_block=blocks, cross_attention_dim=given["context"],
        down_block_types=["CrossAttnDownBlock2D" if d else "DownBlock2D" for d in depth],
        up_block_types=["CrossAttnUpBlock2D" if d else "UpBlock2D" for d in reversed(depth)],
        transformer_layers_per_block=[d or 1 for d in depth[:-1]] + [depth[-1] or given.get("middle", 1)],
        reverse_transformer_layers_per_block=given.get("up"), mid_block_type=MIDDLES[modules],
        attention_head_dim=[c // 64 for c in channels], use_linear_projection=given["linear"],
        class_embed_type="projection" if labels else None, projection_class_embeddings_input_dim=labels)
    config = {"channel_mult": channels, "num_res_blocks": blocks, "transformer_depth": depth,
              "adm_in_channels": labels, "middle_modules": modules}
    return renamed(shapes_of(model), ldm_names.unet(config))


def vae() -> Shapes:
    model = AutoencoderKL(block_out_channels=[128, 256, 512, 512], layers_per_block=2, latent_channels=4,
                          down_block_types=["DownEncoderBlock2D"] * 4, up_block_types=["UpDecoderBlock2D"] * 4)
    shapes = renamed(shapes_of(model), ldm_names.vae({"ch_mult": [1, 2, 4, 4], "num_res_blocks": 2}))
    return {name: shape + (1, 1) * (".mid.attn_1." in name and len(shape) == 2) for name, shape in shapes.items()}


def text(given: dict) -> Shapes:
    width = given["hidden_size"]
    return shapes_of(CLIPTextModelWithProjection(CLIPTextConfig(
        hidden_size=width, intermediate_size=4 * width, num_hidden_layers=given["layers"],
        num_attention_heads=given["heads"], projection_dim=width, vocab_size=49408)))


def clip(root: str) -> Shapes:
    shapes = {root + name: shape for name, shape in text(CLIP_L).items() if name != "text_projection.weight"}
    return shapes | {root + "text_model.embeddings.position_ids": (1, 77)}


def open_clip(root: str, given: dict) -> Shapes:
    shapes, result = text(given), {root + "text_projection": (given["hidden_size"],) * 2, root + "logit_scale": ()}
    for ours, theirs in ldm_names.open_clip(given["layers"]):
        parts = [shapes["text_model." + name] for name in theirs]
        result[root + ours] = (sum(part[0] for part in parts), *parts[0][1:])
    return result


def schedule(*names: str) -> Shapes:
    return {name: (1000,) for name in names}


def geometry(name: str) -> Shapes:
    networks = unet(UNETS[name]) | vae()
    if name == "sd1":
        return networks | clip("cond_stage_model.transformer.") | schedule("betas", "alphas_cumprod")
    if name == "sd2":
        return networks | open_clip("cond_stage_model.model.", OPEN_CLIP_H) | schedule("betas", "sqrt_alphas_cumprod")
    if name == "refiner":
        return networks | open_clip("conditioner.embedders.0.model.", OPEN_CLIP_BIG_G)
    return (networks | clip("conditioner.embedders.0.transformer.")
            | open_clip("conditioner.embedders.1.model.", OPEN_CLIP_BIG_G) | schedule("denoiser.sigmas"))


def main() -> None:
    lines = []
    with torch.device("meta"):
        for name in UNETS:
            lines.append(f"= {name}")
            lines += [f"{key} {'x'.join(map(str, shape)) or 'scalar'}" for key, shape in sorted(geometry(name).items())]
            print(name, len(lines))
    path = GOLDEN / "geometries.txt.gz"
    path.write_bytes(gzip.compress("\n".join(lines + [""]).encode(), 9, mtime=0))
    print(f"{path.name}: {path.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
