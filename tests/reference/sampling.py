# SPDX-License-Identifier: Apache-2.0
"""Samplers in double precision, from the published formulas (Karras et al. 2022; Lu et al. 2022; Song et al. 2021; Luo
et al. 2023; Zheng et al. 2024; Zhao et al. 2023). `Denoise` maps (x, sigma) to the clean picture it sees in x.

A sampler yields x after every step. It calls `noise()` for each step that ends above sigma 0, never for the last: once,
or twice where it evaluates twice and says so.
"""

import math
from collections.abc import Callable, Iterator

import torch

from noise_table import (NoiseTable, partial_schedule, partial_schedule_a1111, schedule,  # noqa: F401
                         SCHEDULES)

Denoise = Callable[[torch.Tensor, float], torch.Tensor]
Noise = Callable[[], torch.Tensor]
Steps = Iterator[torch.Tensor]


def pairs(sigmas: list[float]) -> list[tuple[float, float]]:
    return list(zip(sigmas[:-1], sigmas[1:]))


def split(sigma: float, following: float, eta: float) -> tuple[float, float]:
    """Down to where an ancestral step goes without noise, and up again with it."""
    up = min(following, eta * math.sqrt(following**2 * (sigma**2 - following**2) / sigma**2))
    return math.sqrt(following**2 - up**2), up


def euler(denoise: Denoise, x: torch.Tensor, sigmas: list[float], _: Noise) -> Steps:
    for sigma, following in pairs(sigmas):
        slope = (x - denoise(x, sigma)) / sigma
        x = x + slope * (following - sigma)
        yield x


def euler_a(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 1.0) -> Steps:
    for sigma, following in pairs(sigmas):
        down, up = split(sigma, following, eta)
        slope = (x - denoise(x, sigma)) / sigma
        x = x + slope * (down - sigma)
        if following > 0:
            x = x + noise() * up
        yield x


def heun(denoise: Denoise, x: torch.Tensor, sigmas: list[float], _: Noise) -> Steps:
    for sigma, following in pairs(sigmas):
        slope = (x - denoise(x, sigma)) / sigma
        ahead = x + slope * (following - sigma)
        if following > 0:
            slope = (slope + (ahead - denoise(ahead, following)) / following) / 2
        x = x + slope * (following - sigma)
        yield x


def dpmpp_2m(denoise: Denoise, x: torch.Tensor, sigmas: list[float], _: Noise) -> Steps:
    before, h_before = None, None
    for sigma, following in pairs(sigmas):
        denoised = denoise(x, sigma)
        if following == 0:
            x = denoised
        else:
            h = math.log(sigma / following)
            target = denoised
            if before is not None:
                half_inverse = h / (2 * h_before)
                target = (1 + half_inverse) * denoised - half_inverse * before
            x = following / sigma * x - math.expm1(-h) * target
            before, h_before = denoised, h
        yield x


def dpmpp_2m_sde(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 1.0) -> Steps:
    """The midpoint variant."""
    before, h_before = None, None
    for sigma, following in pairs(sigmas):
        denoised = denoise(x, sigma)
        if following == 0:
            x = denoised
        else:
            h = math.log(sigma / following)
            share = -math.expm1(-h - eta * h)
            x = following / sigma * math.exp(-eta * h) * x + share * denoised
            if before is not None:
                x = x + share / 2 * h / h_before * (denoised - before)
            x = x + noise() * following * math.sqrt(-math.expm1(-2 * eta * h))
            before, h_before = denoised, h
        yield x


def ddim(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 0.0) -> Steps:
    """As published (equation 16), on z = x * sqrt(kept) with kept = 1 / (1 + sigma^2). Equal to Euler for eta 0."""
    for sigma, following in pairs(sigmas):
        kept, kept_after = 1 / (1 + sigma**2), 1 / (1 + following**2)
        denoised = denoise(x, sigma)
        z = x * math.sqrt(kept)
        epsilon = (z - math.sqrt(kept) * denoised) / math.sqrt(1 - kept)
        spread = eta * math.sqrt((1 - kept_after) / (1 - kept) * (1 - kept / kept_after))
        z = math.sqrt(kept_after) * denoised + math.sqrt(1 - kept_after - spread**2) * epsilon
        if spread > 0:
            z = z + spread * noise()
        x = z / math.sqrt(kept_after)
        yield x


def lcm(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise) -> Steps:
    for sigma, following in pairs(sigmas):
        x = denoise(x, sigma)
        if following > 0:
            x = x + noise() * following
        yield x


def halfway(sigma: float, following: float) -> float:
    return math.exp((math.log(sigma) + math.log(following)) / 2)


def dpm_2(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 0.0) -> Steps:
    """The slope is that in the middle; with eta the step goes further down and noise is added."""
    for sigma, following in pairs(sigmas):
        slope = (x - denoise(x, sigma)) / sigma
        down, up = split(sigma, following, eta)
        if following == 0:
            x = x + slope * (following - sigma)
        else:
            middle = halfway(sigma, down)
            ahead = x + slope * (middle - sigma)
            x = x + (ahead - denoise(ahead, middle)) / middle * (down - sigma)
        if up > 0:
            x = x + noise() * up
        yield x


def dpm_2_a(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 1.0) -> Steps:
    yield from dpm_2(denoise, x, sigmas, noise, eta)


def dpmpp_sde(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 1.0) -> Steps:
    """r = 1/2; asks for noise twice in a step."""
    def towards(x: torch.Tensor, denoised: torch.Tensor, sigma: float, following: float) -> torch.Tensor:
        down, up = split(sigma, following, eta)
        h = math.log(sigma / down)
        return math.exp(-h) * x - math.expm1(-h) * denoised + noise() * up

    for sigma, following in pairs(sigmas):
        denoised = denoise(x, sigma)
        if following == 0:
            x = denoised
        else:
            middle = halfway(sigma, following)
            x_middle = towards(x, denoised, sigma, middle)
            x = towards(x, denoise(x_middle, middle), sigma, following)
        yield x


def dpmpp_3m_sde(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 1.0) -> Steps:
    seen, lengths = [], []  # the latest first
    for sigma, following in pairs(sigmas):
        denoised = denoise(x, sigma)
        if following == 0:
            x = denoised
        else:
            h = math.log(sigma / following)
            s = h * (1 + eta)
            phi_1, phi_2 = -math.expm1(-s), math.expm1(-s) / s + 1
            phi_3 = phi_2 / s - 0.5
            x = math.exp(-s) * x + phi_1 * denoised
            if len(seen) == 1:
                x = x + phi_2 * (denoised - seen[0]) * h / lengths[0]
            elif len(seen) > 1:
                r0, r1 = lengths[0] / h, lengths[1] / h
                newer, older = (denoised - seen[0]) / r0, (seen[0] - seen[1]) / r1
                curve = (newer - older) / (r0 + r1)
                x = x + phi_2 * (newer + curve * r0) - phi_3 * curve
            x = x + noise() * following * math.sqrt(-math.expm1(-2 * eta * h))
            seen, lengths = [denoised, *seen], [h, *lengths]
        yield x


def uni_pc(denoise: Denoise, x: torch.Tensor, sigmas: list[float], _: Noise, variant: str = "bh1") -> Steps:
    """On z = x * sqrt(kept) as the paper has it; yields what is predicted, before its correction. The end is 0.001."""
    ends = [*sigmas[:-1], 0.001 if sigmas[-1] == 0 else sigmas[-1]]
    lengths = [-math.log(sigma) for sigma in ends]  # log(alpha / sigma)
    alphas = [1 / math.sqrt(1 + sigma**2) for sigma in ends]
    n = len(ends) - 1

    def update(z: torch.Tensor, at: int, order: int, seen: list[torch.Tensor], there: torch.Tensor | None):
        h = lengths[at] - lengths[at - 1]
        scale = -h if variant == "bh1" else math.expm1(-h)
        ratios = [(lengths[at - 1 - i] - lengths[at - 1]) / h for i in range(1, order)]
        slopes = [(seen[-1 - i] - seen[-1]) / ratio for i, ratio in enumerate(ratios, 1)]
        if there is not None:
            ratios, slopes = [*ratios, 1.0], [*slopes, there - seen[-1]]
        phi, factorial, right = math.expm1(-h) / -h - 1, 1, []
        for i in range(len(ratios)):
            right.append(phi * factorial / scale)
            factorial *= i + 2
            phi = phi / -h - 1 / factorial
        if len(ratios) == 1:
            weights = [0.5]
        else:
            powers = torch.tensor([[r**i for r in ratios] for i in range(len(ratios))], dtype=torch.float64)
            right = torch.tensor(right, dtype=torch.float64)
            weights = torch.linalg.solve(powers, right).tolist() if ratios else []
        noise_before, noise_after = alphas[at - 1] * ends[at - 1], alphas[at] * ends[at]
        z = noise_after / noise_before * z - alphas[at] * math.expm1(-h) * seen[-1]
        return z - alphas[at] * scale * sum(w * slope for w, slope in zip(weights, slopes))

    z, seen, order = x * alphas[0], [], 0
    for i in range(n):
        denoised = denoise(x, ends[i])
        if i > 0:
            z = update(z, i, order, seen, denoised)
        seen.append(denoised)
        order = min(3, i + 1, n - i)
        x = update(z, i + 1, order, seen, None) / alphas[i + 1]
        yield x


def uni_pc_bh2(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise) -> Steps:
    yield from uni_pc(denoise, x, sigmas, noise, "bh2")


def tcd(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 0.3) -> Steps:
    """On z = x * sqrt(kept); the end is the clean picture, where diffusers stops at the lowest level."""
    table = NoiseTable()

    def kept(sigma: float) -> float:
        return 1 / (1 + sigma**2)

    for sigma, following in pairs(sigmas):
        denoised = denoise(x, sigma)
        if following == 0:
            x = denoised
        else:
            epsilon = (x - denoised) / sigma
            below = kept(float(table.sigmas[math.floor((1 - eta) * table.nearest(following))])) if eta else kept(following)
            z = math.sqrt(below) * denoised + math.sqrt(1 - below) * epsilon
            if eta:
                z = math.sqrt(kept(following) / below) * z + math.sqrt(1 - kept(following) / below) * noise()
            x = z / math.sqrt(kept(following))
        yield x


SAMPLERS = {"euler": euler, "euler_a": euler_a, "heun": heun, "dpm_2": dpm_2, "dpm_2_a": dpm_2_a, "dpmpp_2m": dpmpp_2m,
            "dpmpp_sde": dpmpp_sde, "dpmpp_2m_sde": dpmpp_2m_sde, "dpmpp_3m_sde": dpmpp_3m_sde, "uni_pc": uni_pc,
            "uni_pc_bh2": uni_pc_bh2, "ddim": ddim, "lcm": lcm, "tcd": tcd}
WITH_ETA = ("euler_a", "dpm_2_a", "dpmpp_sde", "dpmpp_2m_sde", "dpmpp_3m_sde", "ddim", "tcd")
