# SPDX-License-Identifier: Apache-2.0
"""Golden files of the UNet (Rombach et al. 2022) in the shapes of SD 1, SD 2, SDXL and the inpainting models."""

import torch

from ldm_names import unet_blocks
from networks import TimestepFrequencies, build
from store import normal, rounding_errors, save_manifest, save_tensors

COMMON = {"in_channels": 4, "out_channels": 4, "model_channels": 32, "num_res_blocks": 2, "adm_in_channels": 0}

CASES = {
    # heads by count (of 8, 16 and 32 channels), 1x1 convolutions around the transformer
    "unet_sd1": COMMON | {"channel_mult": [1, 2, 4], "transformer_depth": [1, 1, 0], "transformer_depth_middle": 1,
                          "num_heads": 4, "context_dim": 48, "use_linear_in_transformer": False},
    # heads by size, linear layers around the transformer
    "unet_sd2": COMMON | {"channel_mult": [1, 2, 3], "transformer_depth": [1, 1, 0], "transformer_depth_middle": 1,
                          "num_head_channels": 16, "context_dim": 56, "use_linear_in_transformer": True},
    # a vector beside the text, several transformer blocks in a row
    "unet_sdxl": COMMON | {"channel_mult": [1, 2, 4], "transformer_depth": [0, 1, 2], "transformer_depth_middle": 2,
                           "num_head_channels": 16, "context_dim": 40, "use_linear_in_transformer": True,
                           "adm_in_channels": 72},
    # mask and masked picture as input; heads of 4 and 12 channels
    "unet_inpaint": COMMON | {"in_channels": 9, "num_res_blocks": 1, "channel_mult": [1, 3],
                              "transformer_depth": [1, 1], "transformer_depth_middle": 1, "num_heads": 8,
                              "context_dim": 44, "use_linear_in_transformer": False},
}

# name of the run: height, width, tokens, timesteps (one for each picture of the batch)
RUNS = {
    "even": (12, 20, 77, [999.0, 500.25]),
    "odd": (10, 14, 85, [0.0, 37.0]),  # 10 x 14 -> 5 x 7 -> 3 x 4: upsampling has to go back to the size of the skip
    "trace": (5, 6, 7, [321.5]),
}

DATA = {
    "<run>.latents": "input [batch, in_channels, height, width]",
    "<run>.timesteps": "one per picture, not always whole",
    "<run>.context": "[batch, tokens, context_dim]",
    "<run>.y": "[batch, adm_in_channels], where there is one",
    "<run>.output": "[batch, out_channels, height, width]",
    "trace.<block>": "in unet_sd1 only: what time_embed, input_blocks.N, middle_block and output_blocks.N return",
}


def inputs(case: str, config: dict, run: str) -> dict[str, torch.Tensor]:
    height, width, tokens, timesteps = RUNS[run]
    batch = len(timesteps)
    values = {"latents": normal(f"{case}.{run}.latents", batch, config["in_channels"], height, width),
              "timesteps": torch.tensor(timesteps, dtype=torch.float64),
              "context": normal(f"{case}.{run}.context", batch, tokens, config["context_dim"])}
    if config["adm_in_channels"]:
        values["y"] = normal(f"{case}.{run}.y", batch, config["adm_in_channels"])
    return values


def predict(model: torch.nn.Module, values: dict[str, torch.Tensor]) -> torch.Tensor:
    given = {key: value if key == "timesteps" else value.to(model.dtype) for key, value in values.items()}
    return model(given["latents"], given["timesteps"], given["context"], class_labels=given.get("y")).sample


def traced(model: torch.nn.Module, config: dict, values: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The time embedding and the output of every block of the original UNet: that of the last module in it."""
    watched = {"time_embed": "time_embedding"}
    for ours, theirs in unet_blocks(config):
        block = "middle_block" if ours[0].startswith("middle_block") else ".".join(ours[0].split(".")[:2])
        watched[block] = theirs[-1].removesuffix(".conv")

    seen, hooks = {}, []
    for block, module in watched.items():
        def keep(_module, _inputs, output, block=block):
            seen[block] = (output if torch.is_tensor(output) else output[0]).clone()

        hooks.append(model.get_submodule(module).register_forward_hook(keep))
    seen["output"] = predict(model, values)
    for hook in hooks:
        hook.remove()
    return seen


def run_all(case: str, config: dict, model: torch.nn.Module) -> dict[str, torch.Tensor]:
    outputs = {}
    for run in RUNS:
        values = inputs(case, config, run)
        if run == "trace" and case == "unet_sd1":
            outputs |= {f"trace.{key}": value for key, value in traced(model, config, values).items()}
        elif run != "trace":
            outputs[f"{run}.output"] = predict(model, values)
    return outputs


def timestep_embeddings() -> None:
    timesteps = torch.tensor([0.0, 0.5, 1.0, 37.0, 500.25, 999.0], dtype=torch.float64)
    values = {f"dimension_{d}": TimestepFrequencies(d)(timesteps) for d in (32, 256, 320)}
    about = "cos then sin of t * 10000^(-i / half), double precision; [timesteps, dimension]"
    save_manifest("timestep_embedding", {"about": about, "data": {"timesteps": "[6]", "dimension_<d>": "[6, d]"}})
    save_tensors("timestep_embedding", {"timesteps": timesteps} | values)


def main() -> None:
    timestep_embeddings()
    for case, config in CASES.items():
        model, tensors = build("unet", {"unet": config})
        exact = run_all(case, config, model)
        errors = rounding_errors(model, lambda rounded: run_all(case, config, rounded), exact)
        given = {f"{run}.{key}": value for run in RUNS if f"{run}.output" in exact
                 for key, value in inputs(case, config, run).items()}
        save_manifest(case, {"config": {"unet": config}, "data": DATA} | errors, tensors)
        save_tensors(case, given | exact)


if __name__ == "__main__":
    main()
