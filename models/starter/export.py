# SPDX-License-Identifier: Apache-2.0
"""Writes lemnos-starter.safetensors from the checkpoints: python export.py [--out FILE] [--untrained]"""
import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file

import training
from autoencoder import TINY_VAE, VAE, Autoencoder, TinyAutoencoder
from dataset import WORK
from model import TEXT, UNET, Diffusion
from tokenizer import MAX_LENGTH, Tokenizer

OUT = Path(__file__).parent / "lemnos-starter.safetensors"
BETAS = dict(schedule="scaled_linear", start=.00085, end=.012, steps=1000)
DEFAULTS = dict(width=128, height=128, steps=20, guidance=3.0, sampler="dpmpp_2m", schedule="karras")
PREFIXES = {"unet": "model.diffusion_model.", "vae": "first_stage_model.", "text": "cond_stage_model.transformer.text_model.",
            "tiny_encoder": "taesd_encoder.", "tiny_decoder": "taesd_decoder."}


def text_config():
    return dict(TEXT, vocab_size=Tokenizer.load().size, max_length=MAX_LENGTH)


def load_models(untrained=False):
    diffusion, vae, tiny = Diffusion(UNET, text_config()), Autoencoder(VAE), TinyAutoencoder(TINY_VAE)
    scale = .5
    if not untrained:
        for name, key, module in (("diffusion", "average", diffusion), ("autoencoder", "average", vae), ("tiny_autoencoder", "average", tiny)):
            if (WORK / f"{name}.pt").exists():
                training.load_part(name, key, module)
        if (WORK / "decoder.pt").exists():
            training.load_part("decoder", "average", vae)
        if (WORK / "latents.pt").exists():
            scale = torch.load(WORK / "latents.pt", mmap=True)["scale"]
    return diffusion, vae, tiny, scale


def weights(diffusion, vae, tiny):
    parts = dict(unet=diffusion.unet, vae=vae, text=diffusion.text, tiny_encoder=tiny.encoder, tiny_decoder=tiny.decoder)
    tensors = {PREFIXES[part] + name: value for part, module in parts.items() for name, value in module.state_dict().items()}
    halves = {}
    for name, value in tensors.items():
        half = value.to(torch.float16).contiguous()
        if not torch.isfinite(half).all():
            raise SystemExit(f"{name} does not fit into float16")
        halves[name] = half
    return halves


def metadata(scale):
    config = dict(version=1, family="lemnos-starter", name="Lemnos Starter", unet=UNET, vae=VAE, tiny_vae=TINY_VAE, text=text_config(),
                  latent=dict(channels=VAE["z_channels"], factor=8, scale=round(scale, 6)), prediction="v", betas=BETAS, defaults=DEFAULTS)
    return {
        "lemnos.config": json.dumps(config), "lemnos.tokenizer": json.dumps(Tokenizer.load().metadata(), ensure_ascii=False),
        "modelspec.sai_model_spec": "1.0.0", "modelspec.architecture": "lemnos-starter", "modelspec.title": "Lemnos Starter",
        "modelspec.author": "The Lemnos authors", "modelspec.license": "Apache-2.0", "modelspec.resolution": "128x128",
        "modelspec.prediction_type": "v", "modelspec.description": "A small text-to-image model trained from nothing on procedurally painted pictures.",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--untrained", action="store_true", help="random weights with the right names, for developing against")
    options = parser.parse_args()
    diffusion, vae, tiny, scale = load_models(options.untrained)
    tensors = weights(diffusion, vae, tiny)
    save_file(tensors, options.out, metadata(scale))
    print(f"{options.out}: {len(tensors)} tensors, {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
