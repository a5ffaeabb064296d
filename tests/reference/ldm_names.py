# SPDX-License-Identifier: Apache-2.0
"""Names of the original latent-diffusion checkpoints beside those of diffusers and transformers.

Every function returns pairs of module names (ours, theirs) in checkpoint order; whatever stands below a module has the
same name on both sides.
"""

UNET = "model.diffusion_model."
VAE = "first_stage_model."
TEXT = "cond_stage_model.transformer."

Pairs = list[tuple[str, str]]


def clip_text(_: dict) -> Pairs:
    return [(TEXT + "text_model." + part, part) for part in ("embeddings", "encoder", "final_layer_norm")]


def open_clip(layers: int) -> list[tuple[str, list[str]]]:
    """Tensors of an OpenCLIP text encoder below its root, and those of transformers that they are made of: the fused
    projections of three, one below the other."""
    tensors = [("token_embedding.weight", ["embeddings.token_embedding.weight"]),
               ("positional_embedding", ["embeddings.position_embedding.weight"])]
    names = {"attn.in_proj_": ["self_attn.q_proj.", "self_attn.k_proj.", "self_attn.v_proj."],
             "attn.out_proj.": ["self_attn.out_proj."], "ln_1.": ["layer_norm1."], "ln_2.": ["layer_norm2."],
             "mlp.c_fc.": ["mlp.fc1."], "mlp.c_proj.": ["mlp.fc2."]}
    for layer in range(layers):
        tensors += [(f"transformer.resblocks.{layer}.{ours}{kind}",
                     [f"encoder.layers.{layer}.{part}{kind}" for part in theirs])
                    for ours, theirs in names.items() for kind in ("weight", "bias")]
    return tensors + [(f"ln_final.{kind}", [f"final_layer_norm.{kind}"]) for kind in ("weight", "bias")]


def unet(config: dict) -> Pairs:
    pairs = [("time_embed.0", "time_embedding.linear_1"), ("time_embed.2", "time_embedding.linear_2")]
    if config["adm_in_channels"]:
        pairs += [("label_emb.0.0", "class_embedding.linear_1"), ("label_emb.0.2", "class_embedding.linear_2")]
    for ours, theirs in unet_blocks(config):
        for module, their_module in zip(ours, theirs):
            pairs += residual(module, their_module) if ".resnets." in their_module else [(module, their_module)]
    pairs += [("out.0", "conv_norm_out"), ("out.2", "conv_out")]
    return [(UNET + ours, theirs) for ours, theirs in pairs]


def unet_blocks(config: dict) -> list[tuple[list[str], list[str]]]:
    """Per block of the original UNet (input_blocks.N, middle_block, output_blocks.N) its modules on both sides."""
    levels, residuals, depth = len(config["channel_mult"]), config["num_res_blocks"], config["transformer_depth"]
    result = [(["input_blocks.0.0"], ["conv_in"])]

    for level in range(levels):
        down = f"down_blocks.{level}"
        for i in range(residuals):
            theirs = [f"{down}.resnets.{i}"] + [f"{down}.attentions.{i}"] * bool(depth[level])
            result.append(numbered(f"input_blocks.{len(result)}", theirs))
        if level + 1 < levels:
            result.append(([f"input_blocks.{len(result)}.0.op"], [f"{down}.downsamplers.0.conv"]))

    middle = ["mid_block.resnets.0", "mid_block.attentions.0", "mid_block.resnets.1"]
    result.append(numbered("middle_block", middle[:config.get("middle_modules", 3)]))

    outputs = 0
    for i, level in enumerate(reversed(range(levels))):
        up = f"up_blocks.{i}"
        for j in range(residuals + 1):
            theirs = [f"{up}.resnets.{j}"] + [f"{up}.attentions.{j}"] * bool(depth[level])
            ours, _ = numbered(f"output_blocks.{outputs}", theirs)
            if level > 0 and j == residuals:
                ours.append(f"output_blocks.{outputs}.{len(theirs)}.conv")
                theirs.append(f"{up}.upsamplers.0.conv")
            result.append((ours, theirs))
            outputs += 1
    return result


def numbered(block: str, modules: list[str]) -> tuple[list[str], list[str]]:
    return [f"{block}.{i}" for i in range(len(modules))], modules


def residual(ours: str, theirs: str) -> Pairs:
    names = {"in_layers.0": "norm1", "in_layers.2": "conv1", "emb_layers.1": "time_emb_proj", "out_layers.0": "norm2",
             "out_layers.3": "conv2", "skip_connection": "conv_shortcut"}
    return [(f"{ours}.{a}", f"{theirs}.{b}") for a, b in names.items()]


def vae(config: dict) -> Pairs:
    levels, residuals = len(config["ch_mult"]), config["num_res_blocks"]
    pairs = [("encoder.conv_in", "encoder.conv_in")]
    for level in range(levels):
        ours, theirs = f"encoder.down.{level}", f"encoder.down_blocks.{level}"
        for i in range(residuals):
            pairs += vae_residual(f"{ours}.block.{i}", f"{theirs}.resnets.{i}")
        pairs.append((f"{ours}.downsample.conv", f"{theirs}.downsamplers.0.conv"))
    pairs += vae_ends("encoder") + [("decoder.conv_in", "decoder.conv_in")] + vae_ends("decoder")
    for level in range(levels):
        ours, theirs = f"decoder.up.{level}", f"decoder.up_blocks.{levels - 1 - level}"
        for i in range(residuals + 1):
            pairs += vae_residual(f"{ours}.block.{i}", f"{theirs}.resnets.{i}")
        pairs.append((f"{ours}.upsample.conv", f"{theirs}.upsamplers.0.conv"))
    pairs += [("quant_conv", "quant_conv"), ("post_quant_conv", "post_quant_conv")]
    return [(VAE + ours, theirs) for ours, theirs in pairs]


def vae_ends(side: str) -> Pairs:
    ours, theirs = f"{side}.mid.attn_1", f"{side}.mid_block.attentions.0"
    attention = {"norm": "group_norm", "q": "to_q", "k": "to_k", "v": "to_v", "proj_out": "to_out.0"}
    return (vae_residual(f"{side}.mid.block_1", f"{side}.mid_block.resnets.0")
            + [(f"{ours}.{a}", f"{theirs}.{b}") for a, b in attention.items()]
            + vae_residual(f"{side}.mid.block_2", f"{side}.mid_block.resnets.1")
            + [(f"{side}.norm_out", f"{side}.conv_norm_out"), (f"{side}.conv_out", f"{side}.conv_out")])


def vae_residual(ours: str, theirs: str) -> Pairs:
    names = {"norm1": "norm1", "conv1": "conv1", "norm2": "norm2", "conv2": "conv2", "nin_shortcut": "conv_shortcut"}
    return [(f"{ours}.{a}", f"{theirs}.{b}") for a, b in names.items()]


def tiny_vae(_: dict) -> Pairs:
    """The decoder of TAESD begins with its clamp, which has no weights but counts."""
    encoder = [(f"taesd_encoder.{i}", f"encoder.layers.{i}") for i in range(15)]
    return encoder + [(f"taesd_decoder.{i}", f"decoder.layers.{i - 1}") for i in range(1, 20)]
