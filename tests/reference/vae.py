# SPDX-License-Identifier: Apache-2.0
"""Golden files of the autoencoders: the one of latent diffusion and the tiny one for previews (TAESD)."""

import torch

from networks import build
from store import normal, rounding_errors, save_manifest, save_tensors

VAE_CASES = {
    "vae_res1": {"z_channels": 4, "ch": 32, "ch_mult": [1, 2, 4], "num_res_blocks": 1},
    "vae_res2": {"z_channels": 4, "ch": 32, "ch_mult": [1, 2, 2, 3], "num_res_blocks": 2},
}
VAE_DATA = {
    "encode.pixels": "picture in -1..1 [batch, 3, height, width]",
    "encode.mean": "first half of what quant_conv returns: the mode of the posterior, not yet scaled",
    "encode.logvar": "second half, not clamped",
    "decode.latents": "latents as the decoder takes them (already divided by the latent scale)",
    "decode.pixels": "picture around -1..1, not clamped",
}

TINY_CASES = {"tiny_vae_16": {"channels": 16}, "tiny_vae_24": {"channels": 24}}
TINY_DATA = {
    "encode.pixels": "picture in 0..1 [batch, 3, height, width], as TAESD has it (diffusers: -1..1)",
    "encode.latents": "latents in the scale of the UNet, not clamped",
    "decode.latents": "latents in the scale of the UNet; the decoder begins with 3 * tanh(x / 3)",
    "decode.pixels": "picture around 0..1, not clamped (diffusers returns 2 * pixels - 1)",
}


def picture(name: str, *shape: int) -> torch.Tensor:
    """Noise with the range of a picture in -1..1, representable in float16."""
    return (normal(name, *shape) * 0.5).clamp(-1, 1)


def vae_inputs(case: str, config: dict) -> dict[str, torch.Tensor]:
    factor = 2 ** (len(config["ch_mult"]) - 1)
    return {"encode.pixels": picture(f"{case}.pixels", 2, 3, 24, 40),
            "decode.latents": normal(f"{case}.latents", 2, config["z_channels"], 24 // factor, 40 // factor)}


def run_vae(model: torch.nn.Module, given: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    encoded = model.quant_conv(model.encoder(given["encode.pixels"].to(model.dtype)))
    mean, logvar = encoded.chunk(2, dim=1)
    pixels = model.decode(given["decode.latents"].to(model.dtype)).sample
    return {"encode.mean": mean, "encode.logvar": logvar, "decode.pixels": pixels}


def tiny_inputs(case: str, _: dict) -> dict[str, torch.Tensor]:
    return {"encode.pixels": (picture(f"{case}.pixels", 2, 3, 24, 40) + 1) / 2,
            "decode.latents": 2 * normal(f"{case}.latents", 2, 4, 3, 5)}


def run_tiny(model: torch.nn.Module, given: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    latents = model.encode(given["encode.pixels"].to(model.dtype) * 2 - 1).latents
    pixels = (model.decode(given["decode.latents"].to(model.dtype)).sample + 1) / 2
    return {"encode.latents": latents, "decode.pixels": pixels}


def main() -> None:
    for part, cases, data, inputs, run in (("vae", VAE_CASES, VAE_DATA, vae_inputs, run_vae),
                                           ("tiny_vae", TINY_CASES, TINY_DATA, tiny_inputs, run_tiny)):
        for case, network in cases.items():
            config = {part: network}
            model, tensors = build(part, config)
            given = {key: value.half().double() for key, value in inputs(case, network).items()}
            exact = run(model, given)
            errors = rounding_errors(model, lambda rounded: run(rounded, given), exact)
            save_manifest(case, {"config": config, "data": data} | errors, tensors)
            save_tensors(case, given | exact)


if __name__ == "__main__":
    main()
