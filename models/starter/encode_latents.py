# SPDX-License-Identifier: Apache-2.0
"""Encodes the pictures once, so that diffusion training never touches pixels: python encode_latents.py --kernel"""
import argparse

import torch

import training
from autoencoder import VAE, Autoencoder
from dataset import WORK, open_pictures, read_examples
from tokenizer import Tokenizer
from train_autoencoder import to_tensor

BATCH = 32


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=1 << 30)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--kernel", action="store_true")
    parser.add_argument("--part", type=int, nargs=2, default=(0, 1), metavar=("K", "N"), help="encode only the K-th of N shares")
    parser.add_argument("--join", type=int, default=0, metavar="N", help="put N shares together")
    options = parser.parse_args()
    if options.join:
        join(options.join)
        return
    place = training.device(options.threads, options.kernel)
    model = training.load_part("autoencoder", "average", Autoencoder(VAE)).to(place, memory_format=torch.channels_last)
    pictures = open_pictures()
    share, shares = options.part
    count = min(options.pictures, len(pictures)) // BATCH // shares * BATCH
    first = len(pictures) - (shares - share) * count
    latents = torch.empty(count, VAE["z_channels"], 16, 16, dtype=torch.float16)
    with torch.no_grad(), training.half_precision(place):
        for start in range(0, count, BATCH):
            x = to_tensor(pictures[first + start:first + start + BATCH]).to(place).contiguous(memory_format=torch.channels_last)
            latents[start:start + BATCH] = model.encode(x)[0].cpu()
            if start % (BATCH * 50) == 0:
                print(f"{start} of {count}", flush=True)
    torch.save(latents, WORK / f"latents-{share}.pt")
    if shares == 1:
        join(1)


def join(shares):
    """The latents of the last pictures of the set, with the tokens of their captions."""
    latents = torch.cat([torch.load(WORK / f"latents-{share}.pt") for share in range(shares)])
    tokenizer = Tokenizer.load()
    ids = torch.tensor([tokenizer.encode(example["caption"]) for example in read_examples()[-len(latents):]], dtype=torch.int16)
    scale = 1 / latents[:8000].float().std().item()
    print(f"{len(latents)} latents, scale {scale:.4f}, channel means {latents[:8000].float().mean((0, 2, 3)).tolist()}, "
          f"deviations {latents[:8000].float().std((0, 2, 3)).tolist()}")
    torch.save(dict(latents=latents, ids=ids, scale=scale), WORK / "latents.pt")


if __name__ == "__main__":
    main()
