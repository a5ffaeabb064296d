# SPDX-License-Identifier: Apache-2.0
"""Trains the autoencoder, first on crops, then on whole pictures: python train_autoencoder.py --minutes 25 --kernel"""
import numpy as np
import torch
import torch.nn.functional as F

import training
from autoencoder import VAE, Autoencoder
from dataset import open_pictures, read_examples

VALIDATION = 512      # the last pictures of the set are never trained on
WHOLE_FROM = .75      # share of the budget after which whole pictures are used
KL_WEIGHT = 4e-4
GRADIENT_WEIGHT = .6


def to_tensor(pictures):
    return torch.from_numpy(np.array(pictures)).permute(0, 3, 1, 2).float() / 127.5 - 1


def crops(pictures, indices, random, size):
    """Crops that start on the 8-pixel grid of the latents."""
    out = np.empty((len(indices), size, size, 3), np.uint8)
    for k, index in enumerate(indices):
        x, y = 8 * random.integers(0, (128 - size) // 8 + 1, 2)
        out[k] = pictures[index, y:y + size, x:x + size]
    return to_tensor(out)


def gradient_loss(a, b, scales=3):
    total = 0.
    for scale in range(scales):
        difference = a - b
        total = total + difference.diff(dim=2).abs().mean() + difference.diff(dim=3).abs().mean()
        a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
    return total


def losses(model, x, noise):
    mean, log_variance = model.encode(x)
    mean, log_variance = mean.float(), log_variance.float()
    y = model.decode(mean + (.5 * log_variance).exp() * noise).float()
    kl = .5 * (mean * mean + log_variance.exp() - 1 - log_variance).mean()
    return (y - x).abs().mean(), gradient_loss(y, x), kl


@torch.no_grad()
def psnr(model, x, place, batch=16):
    """Of every picture, in decibels."""
    values = []
    for part in x.split(batch):
        part = part.to(place).contiguous(memory_format=torch.channels_last)
        with training.half_precision(place):
            y = model.decode(model.encode(part)[0]).float().clamp(-1, 1)
        values.append(-10 * torch.log10(((y - part) / 2).pow(2).mean((1, 2, 3))))
    return torch.cat(values)


def report(model, pictures, place):
    examples = read_examples()[-VALIDATION:]
    values = psnr(model, to_tensor(pictures[-VALIDATION:]), place).cpu().numpy()
    styles = sorted({example["scene"]["style"] for example in examples})
    by_style = {style: round(float(np.mean([v for v, e in zip(values, examples) if e["scene"]["style"] == style])), 1) for style in styles}
    print(f"PSNR of {VALIDATION} pictures never trained on: {values.mean():.2f} dB, {by_style}", flush=True)


def main():
    options = training.options(__doc__, minutes=25, rate=1.5e-3, batch=24).parse_args()
    place = training.device(options.threads, options.kernel)
    pictures, random = open_pictures(), np.random.default_rng()
    model = Autoencoder(VAE).to(place, memory_format=torch.channels_last)
    average = training.Average(model, .998)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, betas=(.9, .99), weight_decay=1e-4)
    run = training.Run(options.minutes, options.rate)
    training.resume("autoencoder", run, options.fresh, model=model, average=average.model, optimizer=optimizer)
    seen, saved, log = 0, run.elapsed, []
    training.start_together(model)
    while run.progress < 1:
        run.set_rate(optimizer)
        size, batch = (128, max(1, options.batch // 4)) if run.progress > WHOLE_FROM else (64, options.batch)
        x = crops(pictures, random.integers(0, len(pictures) - VALIDATION, batch), random, size)
        x = x.to(place).contiguous(memory_format=torch.channels_last)
        with training.half_precision(place):
            plain, gradient, kl = losses(model, x, torch.randn(batch, VAE["z_channels"], size // 8, size // 8, device=place))
        loss = plain + GRADIENT_WEIGHT * gradient + KL_WEIGHT * kl
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimizer.step()
        run.step += 1
        training.synchronise(model, run)
        average.update(model, run.step)
        seen += batch * (size // 64) ** 2
        log.append((plain.item(), gradient.item(), kl.item()))
        if run.step % 50 == 0 and training.is_first():
            means = np.mean(log[-50:], 0)
            print(f"step {run.step} {run.elapsed:.0f} s, {run.speed(seen):.1f} crops/s, "
                  f"L1 {means[0]:.4f} gradient {means[1]:.4f} KL {means[2]:.2f}", flush=True)
        if run.elapsed > saved + 150 and training.is_first():
            training.save("autoencoder", run, model=model, average=average.model, optimizer=optimizer)
            print(f"PSNR {psnr(average.model, to_tensor(pictures[-64:]), place).mean():.2f}", flush=True)
            saved = run.elapsed
    training.save("autoencoder", run, model=model, average=average.model, optimizer=optimizer)
    report(average.model, pictures, place)


if __name__ == "__main__":
    main()
