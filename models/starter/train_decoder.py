# SPDX-License-Identifier: Apache-2.0
"""Refines the decoder on whole pictures while the encoder stays as it is: python train_decoder.py --minutes 110 --kernel

Runs next to the diffusion training, which already relies on the encoder's latents. A difference of pixels is least where
brush strokes are smoothed away, since a stroke in the wrong place costs twice: a critic of small patches, told the style,
asks for them (as in Esser et al. 2021, "Taming Transformers for High-Resolution Image Synthesis").
"""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm

import training
from autoencoder import VAE, Autoencoder
from dataset import WORK, open_pictures, read_examples
from painter.styles import STYLES
from train_autoencoder import GRADIENT_WEIGHT, VALIDATION, gradient_loss, report, to_tensor

LATENT_NOISE = .04       # sampled latents are never quite right: the decoder should not mind
TEXTURE_WEIGHT = 2.
CRITIC_WEIGHT = .8       # of the pixels' gradient, both measured at the decoder's last layer
STATISTICS_WEIGHT = 2.   # of the critic's features, next to its score
CRITIC_FROM = 60         # steps in which the critic learns alone
CRITIC_RATE = 4e-4
SHOWN = dict(oil=3., pencil=1.5, watercolor=1.5, paper=1.5)      # how much more often than the others


class Critic(nn.Module):
    """Says of every patch of about 30 pixels how much it looks painted in that style."""

    def __init__(self, width=32):
        super().__init__()
        sizes = [3, width, 2 * width, 4 * width]
        self.layers = nn.ModuleList(spectral_norm(nn.Conv2d(a, b, 4, stride=2, padding=1)) for a, b in zip(sizes, sizes[1:]))
        self.last = spectral_norm(nn.Conv2d(sizes[-1], sizes[-1], 3, padding=1))
        self.score = spectral_norm(nn.Conv2d(sizes[-1], 1, 1))
        self.style = spectral_norm(nn.Embedding(len(STYLES), sizes[-1]))

    def forward(self, pictures, styles):
        x, features = pictures, []
        for layer in [*self.layers, self.last]:
            x = F.leaky_relu(layer(x), .2)
            features.append(x)
        return self.score(x) + (x * self.style(styles)[:, :, None, None]).sum(1, keepdim=True), features


def texture_loss(a, b, scales=3, window=8):
    """How much goes on within each window, whatever its exact place."""
    total = 0.
    for _ in range(scales):
        for axis in (2, 3):
            total = total + (F.avg_pool2d(a.diff(dim=axis).abs(), window) - F.avg_pool2d(b.diff(dim=axis).abs(), window)).abs().mean()
        a, b = F.avg_pool2d(a, 2), F.avg_pool2d(b, 2)
    return total


def statistics_loss(a, b):
    """The critic's features, averaged over the neighbourhood: what is there, not where exactly."""
    return sum((F.avg_pool2d(x, 4) - F.avg_pool2d(y.detach(), 4)).abs().mean() / y.detach().abs().mean().clamp(min=1e-3) for x, y in zip(a, b))


def size_of_gradient(loss, parameter):
    return torch.autograd.grad(loss, parameter, retain_graph=True)[0].norm()


def main():
    options = training.options(__doc__, minutes=110, rate=3e-4, batch=4).parse_args()
    place = training.device(options.threads, options.kernel)
    latents, pictures, random = torch.load(WORK / "latents.pt")["latents"].float(), open_pictures(), np.random.default_rng()
    pictures = pictures[-len(latents):]
    styles = torch.tensor([STYLES.index(example["scene"]["style"]) for example in read_examples()[-len(latents):]])
    share = np.array([SHOWN.get(STYLES[k], 1.) for k in styles[:-VALIDATION].tolist()])
    share /= share.sum()
    model = training.load_part("autoencoder", "average", Autoencoder(VAE)).to(place)
    average, critic = training.Average(model, .998), Critic().to(place)
    decoder = [*model.decoder.parameters(), *model.post_quant_conv.parameters()]
    optimizer = torch.optim.AdamW(decoder, options.rate, betas=(.5, .99), weight_decay=1e-4)
    critic_optimizer = torch.optim.Adam(critic.parameters(), CRITIC_RATE, betas=(.5, .99))
    run = training.Run(options.minutes, options.rate)
    training.resume("decoder", run, options.fresh, model=model, average=average.model, critic=critic, optimizer=optimizer, critic_optimizer=critic_optimizer)
    model.train()
    log, saved = [], run.elapsed
    while run.progress < 1:
        run.set_rate(optimizer)
        index = random.choice(len(share), options.batch, p=share)
        x, style = to_tensor(np.stack([pictures[k] for k in index])).to(place), styles[index].to(place)
        z = latents[index] + LATENT_NOISE * torch.randn(len(index), *latents.shape[1:])
        with training.half_precision(place):
            y = model.decode(z.to(place)).float()
        plain, gradient, texture = (y - x).abs().mean(), gradient_loss(y, x), texture_loss(y, x)
        loss, weight = plain + GRADIENT_WEIGHT * gradient + TEXTURE_WEIGHT * texture, torch.zeros(())
        if run.step >= CRITIC_FROM:
            critic.requires_grad_(False)
            score, features = critic(y, style)
            with torch.no_grad():
                _, wanted = critic(x, style)
            asked = -score.mean() + STATISTICS_WEIGHT * statistics_loss(features, wanted)
            last = model.decoder.conv_out.weight
            weight = (CRITIC_WEIGHT * size_of_gradient(loss, last) / (size_of_gradient(asked, last) + 1e-6)).clamp(0, 10).detach()
            loss = loss + weight * asked
            critic.requires_grad_(True)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(decoder, 1.)
        optimizer.step()
        real, _ = critic(x, style)
        painted, _ = critic(y.detach(), style)
        critic_loss = F.relu(1 - real).mean() + F.relu(1 + painted).mean()
        critic_optimizer.zero_grad()
        critic_loss.backward()
        critic_optimizer.step()
        run.step += 1
        average.update(model, run.step)
        log.append((plain.item(), gradient.item(), texture.item(), critic_loss.item(), weight.item()))
        if run.step % 50 == 0:
            means = np.mean(log[-50:], 0)
            print(f"step {run.step} {run.elapsed:.0f} s, L1 {means[0]:.4f} gradient {means[1]:.4f} texture {means[2]:.4f} critic {means[3]:.3f} weight {means[4]:.3f}", flush=True)
        if run.elapsed > saved + 180:
            training.save("decoder", run, model=model, average=average.model, critic=critic, optimizer=optimizer, critic_optimizer=critic_optimizer)
            saved = run.elapsed
    training.save("decoder", run, model=model, average=average.model, critic=critic, optimizer=optimizer, critic_optimizer=critic_optimizer)
    report(average.model, pictures, place)


if __name__ == "__main__":
    main()
