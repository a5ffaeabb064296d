# SPDX-License-Identifier: Apache-2.0
"""Noise schedule and the DPM++ 2M sampler, as the engine has them, for looking at checkpoints with PyTorch."""
import numpy as np
import torch

STEPS = 1000
BETAS = torch.linspace(.00085 ** .5, .012 ** .5, STEPS, dtype=torch.float64) ** 2
SIGNAL = torch.cumprod(1 - BETAS, 0)                       # share of the picture's power that is left at each step
SIGMAS = ((1 - SIGNAL) / SIGNAL).sqrt()


def karras_sigmas(steps, rho=7.):
    low, high = SIGMAS[0].item() ** (1 / rho), SIGMAS[-1].item() ** (1 / rho)
    return [(high + k / (steps - 1) * (low - high)) ** rho for k in range(steps)] + [0.]


def step_of(sigma):
    """The (fractional) training step with this noise level."""
    return float(np.interp(np.log(sigma), SIGMAS.log().numpy(), np.arange(STEPS)))


@torch.no_grad()
def sample(unet, context, empty_context, seeds, steps=20, guidance=3., size=16):
    """Scaled latents for every row of the context; each picture has its own seed."""
    noise = torch.stack([torch.randn(4, size, size, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
    both = torch.cat([empty_context.expand_as(context), context])
    sigmas = karras_sigmas(steps)
    x, previous, last_h = noise * sigmas[0], None, None
    for sigma, following in zip(sigmas, sigmas[1:]):
        weight = 1 / (sigma ** 2 + 1) ** .5
        t = torch.full((2 * len(x),), step_of(sigma), device=both.device)
        v = unet(torch.cat([x, x]).to(both.device) * weight, t, both).float().cpu()
        without, with_text = v.chunk(2)
        v = without + guidance * (with_text - without)
        denoised = x / (sigma ** 2 + 1) - v * sigma * weight
        if following == 0:
            return denoised
        h = np.log(sigma / following)
        blend = denoised if previous is None else (1 + h / (2 * last_h)) * denoised - h / (2 * last_h) * previous
        x = following / sigma * x - np.expm1(-h) * blend
        previous, last_h = denoised, h
    return x
