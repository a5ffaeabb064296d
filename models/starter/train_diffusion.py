# SPDX-License-Identifier: Apache-2.0
"""Trains text encoder and UNet together on encoded pictures: python train_diffusion.py --minutes 75 --kernel"""
import numpy as np
import torch

import training
from dataset import WORK
from export import text_config
from model import UNET, Diffusion
from sampling import SIGNAL, STEPS
from tokenizer import Tokenizer

VALIDATION = 512
DROPPED_CAPTIONS = .10
AVERAGE_EVERY = 4


class Latents:
    def __init__(self):
        data = torch.load(WORK / "latents.pt")
        self.latents, self.ids = data["latents"].float() * data["scale"], data["ids"].long()
        self.count = len(self.latents) - VALIDATION
        self.empty = torch.tensor(Tokenizer.load().encode(""))

    def batch(self, size):
        index = torch.randint(0, self.count, (size,))
        ids = self.ids[index].clone()
        ids[torch.rand(size) < DROPPED_CAPTIONS] = self.empty
        return self.latents[index], ids

    def validation(self):
        return self.latents[self.count:], self.ids[self.count:]


def spread_steps(size):
    """Random steps, one from each of `size` equal parts of the schedule."""
    steps = (torch.arange(size) + torch.rand(size)) * STEPS / size
    return steps.long()[torch.randperm(size)]


def noised(x, t, noise):
    """The noisy latents and the v that the network has to predict."""
    signal = SIGNAL[t].float().sqrt()[:, None, None, None]
    sigma = (1 - SIGNAL[t]).float().sqrt()[:, None, None, None]
    return signal * x + sigma * noise, signal * noise - sigma * x


@torch.no_grad()
def validate(model, data, place):
    x, ids = data.validation()
    noise = torch.randn(x.shape, generator=torch.Generator().manual_seed(7))
    t = torch.linspace(5, STEPS - 5, len(x)).long()
    noisy, target = noised(x, t, noise)
    errors = []
    for part in torch.arange(len(x)).split(64):
        with training.half_precision(place):
            v = model(noisy[part].to(place), t[part].to(place), ids[part].to(place))
        errors.append((v.float().cpu() - target[part]).pow(2).mean((1, 2, 3)))
    errors = torch.cat(errors)
    return errors.mean().item(), [round(part.mean().item(), 3) for part in errors.chunk(4)]


def main():
    options = training.options(__doc__, minutes=75, rate=7e-4, batch=48).parse_args()
    place = training.device(options.threads, options.kernel)
    data = Latents()
    model = Diffusion(UNET, text_config()).to(place, memory_format=torch.channels_last)
    if (WORK / "text.pt").exists():
        training.load_part("text", "text", model.text).train()
    average = training.Average(model, .9985 ** AVERAGE_EVERY)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, betas=(.9, .99), weight_decay=.01, fused=True)
    run = training.Run(options.minutes, options.rate, warmup=100)
    training.resume("diffusion", run, options.fresh, model=model, average=average.model, optimizer=optimizer)
    seen, saved, log = 0, run.elapsed, []
    training.start_together(model)
    while run.progress < 1:
        run.set_rate(optimizer)
        x, ids = data.batch(options.batch)
        t = spread_steps(options.batch)
        noisy, target = noised(x, t, torch.randn_like(x))
        noisy = noisy.to(place).contiguous(memory_format=torch.channels_last)
        with training.half_precision(place):
            v = model(noisy, t.to(place), ids.to(place))
        loss = (v.float() - target.to(place)).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimizer.step()
        run.step += 1
        training.synchronise(model, run)
        if run.step % AVERAGE_EVERY == 0:
            average.update(model, run.step // AVERAGE_EVERY)
        seen += options.batch
        log.append(loss.item())
        if run.step % 100 == 0 and training.is_first():
            print(f"step {run.step} {run.elapsed:.0f} s, {run.speed(seen):.1f} samples/s, "
                  f"loss {np.mean(log[-100:]):.4f}", flush=True)
        if run.elapsed > saved + 200 and training.is_first():
            training.save("diffusion", run, model=model, average=average.model, optimizer=optimizer)
            print("validation %.4f by quarter of the schedule %s" % validate(average.model, data, place), flush=True)
            saved = run.elapsed
    training.save("diffusion", run, model=model, average=average.model, optimizer=optimizer)
    print("validation %.4f by quarter of the schedule %s" % validate(average.model, data, place), flush=True)


if __name__ == "__main__":
    main()
