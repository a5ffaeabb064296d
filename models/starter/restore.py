# SPDX-License-Identifier: Apache-2.0
"""Puts the weights of an exported file back into work/, where the checkpoints are lost: python restore.py [FILE]

Training then goes on from there, as fine tuning: the optimizer's moments were never in the file, and the weights are float16.
"""
import argparse
import json
from pathlib import Path

import torch
from safetensors import safe_open

from dataset import WORK
from export import OUT, PREFIXES, load_models


def read_part(file, part):
    prefix = PREFIXES[part]
    return {name.removeprefix(prefix): file.get_tensor(name).float() for name in file.keys() if name.startswith(prefix)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", default=OUT)
    options = parser.parse_args()
    diffusion, vae, tiny, _ = load_models(untrained=True)
    with safe_open(options.file, "pt") as file:
        for part, module in dict(unet=diffusion.unet, text=diffusion.text, vae=vae, tiny_encoder=tiny.encoder, tiny_decoder=tiny.decoder).items():
            module.load_state_dict(read_part(file, part))
        scale = json.loads(file.metadata()["lemnos.config"])["latent"]["scale"]
    WORK.mkdir(exist_ok=True)
    for name, model in dict(diffusion=diffusion, autoencoder=vae, tiny_autoencoder=tiny).items():
        path = WORK / f"{name}.pt"
        if path.exists():
            raise SystemExit(f"{path} exists; move it away first")
        state = model.state_dict()
        torch.save(dict(model=state, average=state, step=0, elapsed=0.), path)
    print(f"restored {options.file}; its latent scale is {scale}")


if __name__ == "__main__":
    main()
