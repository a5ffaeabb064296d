# SPDX-License-Identifier: Apache-2.0
"""Trains the tiny preview autoencoder on the latents of the big one: python train_tiny_autoencoder.py --minutes 10 --kernel"""
import numpy as np
import torch

import training
from autoencoder import TINY_VAE, TinyAutoencoder
from dataset import WORK, open_pictures
from train_autoencoder import VALIDATION, gradient_loss, to_tensor


def losses(model, pictures, latents):
    decoded = model.decoder(latents).float()
    encoded = model.encoder(pictures).float()
    again = model.decoder(encoded).float()
    picture_loss = (decoded - pictures).abs().mean() + .4 * gradient_loss(decoded, pictures)
    return picture_loss, (encoded - latents).pow(2).mean() + .3 * (again - pictures).abs().mean()


def crops(pictures, latents, indices, random, size=64):
    """Crops of pictures in 0..1 with the latents of the same place."""
    cells = size // 8
    out_pictures, out_latents = [], []
    for index in indices:
        x, y = random.integers(0, 17 - cells, 2)
        out_pictures.append(pictures[index, 8 * y:8 * y + size, 8 * x:8 * x + size])
        out_latents.append(latents[index, :, y:y + cells, x:x + cells])
    return to_tensor(np.stack(out_pictures)) * .5 + .5, torch.stack(out_latents)


@torch.no_grad()
def report(model, pictures, latents, place):
    errors = []
    for start in range(len(latents) - VALIDATION, len(latents), 32):
        decoded = model.decoder(latents[start:start + 32].to(place)).clamp(0, 1).cpu()
        target = to_tensor(pictures[start:start + 32]) * .5 + .5
        errors.append(-10 * torch.log10((decoded - target).pow(2).mean((1, 2, 3))))
    print(f"tiny decoder: {torch.cat(errors).mean():.2f} dB on {VALIDATION} pictures never trained on", flush=True)


def main():
    options = training.options(__doc__, minutes=10, rate=1.5e-3, batch=32).parse_args()
    place = training.device(options.threads, options.kernel)
    data = torch.load(WORK / "latents.pt")
    latents, pictures, random = data["latents"].float() * data["scale"], open_pictures(), np.random.default_rng()
    pictures = pictures[-len(latents):]
    model = TinyAutoencoder(TINY_VAE).to(place, memory_format=torch.channels_last)
    average = training.Average(model, .998)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, betas=(.9, .99), weight_decay=1e-4)
    run = training.Run(options.minutes, options.rate)
    training.resume("tiny_autoencoder", run, options.fresh, model=model, average=average.model, optimizer=optimizer)
    log, saved = [], run.elapsed
    while run.progress < 1:
        run.set_rate(optimizer)
        x, z = crops(pictures, latents, random.integers(0, len(latents) - VALIDATION, options.batch), random)
        x = x.to(place).contiguous(memory_format=torch.channels_last)
        with training.half_precision(place):
            decoder_loss, encoder_loss = losses(model, x, z.to(place))
        optimizer.zero_grad()
        (decoder_loss + .3 * encoder_loss).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimizer.step()
        run.step += 1
        average.update(model, run.step)
        log.append((decoder_loss.item(), encoder_loss.item()))
        if run.step % 100 == 0:
            means = np.mean(log[-100:], 0)
            print(f"step {run.step} {run.elapsed:.0f} s, decoder {means[0]:.4f} encoder {means[1]:.4f}", flush=True)
        if run.elapsed > saved + 120:
            training.save("tiny_autoencoder", run, model=model, average=average.model, optimizer=optimizer)
            saved = run.elapsed
    training.save("tiny_autoencoder", run, model=model, average=average.model, optimizer=optimizer)
    report(average.model, pictures, latents, place)


if __name__ == "__main__":
    main()
