# SPDX-License-Identifier: Apache-2.0
"""Renders with PyTorch, from the exported file or the checkpoints: python render.py "a red lighthouse by the sea at night, watercolor" out.png"""
import sys

import numpy as np
import torch
from PIL import Image

import training
from export import load_models
from sampling import sample
from tokenizer import Tokenizer


class Painter:
    def __init__(self, threads=2):
        self.place = training.device(threads)
        diffusion, vae, tiny, self.scale = load_models()
        self.diffusion, self.vae, self.tiny = (model.to(self.place).eval() for model in (diffusion, vae, tiny))
        self.tokenizer = Tokenizer.load()

    @torch.no_grad()
    def context(self, prompts):
        return self.diffusion.text(torch.tensor([self.tokenizer.encode(prompt) for prompt in prompts], device=self.place))

    @torch.no_grad()
    def paint(self, prompts, seeds, steps=20, guidance=3., tiny=False):
        latents = sample(self.diffusion.unet, self.context(prompts), self.context([""]), seeds, steps, guidance).to(self.place)
        if tiny:
            pictures = self.tiny.decoder(latents)
        else:
            pictures = torch.cat([self.vae.decode(part / self.scale) for part in latents.split(8)]) * .5 + .5
        return (pictures.clamp(0, 1) * 255 + .5).byte().permute(0, 2, 3, 1).cpu().numpy()


def main():
    prompt, path = sys.argv[1:3]
    Image.fromarray(np.array(Painter().paint([prompt], [0])[0])).save(path)


if __name__ == "__main__":
    main()
