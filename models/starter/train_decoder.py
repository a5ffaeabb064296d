# SPDX-License-Identifier: Apache-2.0
"""Refines the decoder on whole pictures while the encoder stays as it is: python train_decoder.py --minutes 30 --kernel

Runs next to the diffusion training, which already relies on the encoder's latents.
"""
import numpy as np
import torch

import training
from autoencoder import VAE, Autoencoder
from dataset import WORK, open_pictures
from train_autoencoder import GRADIENT_WEIGHT, VALIDATION, gradient_loss, report, to_tensor

LATENT_NOISE = .04       # sampled latents are never quite right: the decoder should not mind


def main():
    options = training.options(__doc__, minutes=30, rate=7e-4, batch=4).parse_args()
    place = training.device(options.threads, options.kernel)
    latents, pictures, random = torch.load(WORK / "latents.pt")["latents"].float(), open_pictures(), np.random.default_rng()
    pictures = pictures[-len(latents):]
    model = training.load_part("autoencoder", "average", Autoencoder(VAE)).to(place, memory_format=torch.channels_last)
    average = training.Average(model, .998)
    optimizer = torch.optim.AdamW([*model.decoder.parameters(), *model.post_quant_conv.parameters()], options.rate, betas=(.9, .99), weight_decay=1e-4)
    run = training.Run(options.minutes, options.rate)
    training.resume("decoder", run, options.fresh, model=model, average=average.model, optimizer=optimizer)
    model.train()
    log, saved = [], run.elapsed
    while run.progress < 1:
        run.set_rate(optimizer)
        index = random.integers(0, len(latents) - VALIDATION, options.batch)
        x = to_tensor(np.stack([pictures[k] for k in index])).to(place)
        z = latents[index] + LATENT_NOISE * torch.randn(len(index), *latents.shape[1:])
        with training.half_precision(place):
            y = model.decode(z.to(place).contiguous(memory_format=torch.channels_last)).float()
        plain, gradient = (y - x).abs().mean(), gradient_loss(y, x)
        optimizer.zero_grad()
        (plain + GRADIENT_WEIGHT * gradient).backward()
        torch.nn.utils.clip_grad_norm_(model.decoder.parameters(), 1.)
        optimizer.step()
        run.step += 1
        average.update(model, run.step)
        log.append((plain.item(), gradient.item()))
        if run.step % 100 == 0:
            means = np.mean(log[-100:], 0)
            print(f"step {run.step} {run.elapsed:.0f} s, L1 {means[0]:.4f} gradient {means[1]:.4f}", flush=True)
        if run.elapsed > saved + 180:
            training.save("decoder", run, model=model, average=average.model, optimizer=optimizer)
            saved = run.elapsed
    training.save("decoder", run, model=model, average=average.model, optimizer=optimizer)
    report(average.model, pictures, place)


if __name__ == "__main__":
    main()
