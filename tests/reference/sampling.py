# SPDX-License-Identifier: Apache-2.0
"""Noise schedules and samplers in double precision, from the published formulas (Karras et al. 2022; Lu et al. 2022;
Song et al. 2021; Luo et al. 2023). `Denoise` maps (x, sigma) to the clean picture it sees in x.

A sampler yields x after every step. It calls `noise()` once for each step that ends above sigma 0, never for the last.
"""

import math
from collections.abc import Callable, Iterator

import torch

Denoise = Callable[[torch.Tensor, float], torch.Tensor]
Noise = Callable[[], torch.Tensor]
Steps = Iterator[torch.Tensor]


class NoiseTable:
    """The 1000 noise levels a network of the SD family was trained on."""

    def __init__(self, start: float = 0.00085, end: float = 0.012, steps: int = 1000):
        betas = torch.linspace(start**0.5, end**0.5, steps, dtype=torch.float64) ** 2
        kept = torch.cumprod(1 - betas, dim=0)
        self.sigmas = ((1 - kept) / kept).sqrt()
        self.logs = self.sigmas.log()

    def sigma(self, t: float) -> float:
        """Between two entries the logarithm is linear."""
        low = min(int(t), len(self.logs) - 2)
        return math.exp(torch.lerp(self.logs[low], self.logs[low + 1], t - low))

    def fractional(self, sigma: float) -> float:
        """The inverse of `sigma`; levels outside the table become its ends."""
        log = min(max(math.log(sigma), float(self.logs[0])), float(self.logs[-1]))
        low = min(int(torch.searchsorted(self.logs, log, right=True)) - 1, len(self.logs) - 2)
        return low + float((log - self.logs[low]) / (self.logs[low + 1] - self.logs[low]))

    def nearest(self, sigma: float) -> int:
        return int((self.logs - math.log(sigma)).abs().argmin())

    def nearest_single(self, sigma: float) -> int:
        """The same as an implementation in float32 finds it; differs at most where two entries are equally near."""
        logs = self.sigmas.float().log()
        return int((logs - torch.tensor(sigma).float().log()).abs().argmin())


def uniform(first: float, last: float, n: int) -> list[float]:
    return torch.linspace(first, last, n, dtype=torch.float64).tolist()


def normal(table: NoiseTable, n: int) -> list[float]:
    return [table.sigma(t) for t in uniform(999, 0, n)]


def sgm_uniform(table: NoiseTable, n: int) -> list[float]:
    return [table.sigma(t) for t in uniform(999, 0, n + 1)[:-1]]


def simple(table: NoiseTable, n: int) -> list[float]:
    return [float(table.sigmas[-1 - int(i * (len(table.sigmas) / n))]) for i in range(n)]


def karras(table: NoiseTable, n: int, rho: float = 7.0) -> list[float]:
    high, low = float(table.sigmas[-1]) ** (1 / rho), float(table.sigmas[0]) ** (1 / rho)
    return [root**rho for root in uniform(high, low, n)]


def exponential(table: NoiseTable, n: int) -> list[float]:
    return [math.exp(log) for log in uniform(float(table.logs[-1]), float(table.logs[0]), n)]


SCHEDULES = {"normal": normal, "simple": simple, "karras": karras, "exponential": exponential,
             "sgm_uniform": sgm_uniform}


def schedule(name: str, table: NoiseTable, n: int) -> list[float]:
    return SCHEDULES[name](table, n) + [0.0]


def partial_schedule(name: str, table: NoiseTable, n: int, strength: float) -> list[float]:
    """As ComfyUI does: all n steps happen, at the end of a longer schedule. The quotient needs double precision."""
    return schedule(name, table, n if strength > 0.9999 else int(n / strength))[-(n + 1):]


def partial_schedule_a1111(name: str, table: NoiseTable, n: int, strength: float) -> list[float]:
    """As A1111 does: the end of the schedule of n steps."""
    return schedule(name, table, n)[n - int(min(strength, 0.999) * n) - 1:]


def pairs(sigmas: list[float]) -> list[tuple[float, float]]:
    return list(zip(sigmas[:-1], sigmas[1:]))


def euler(denoise: Denoise, x: torch.Tensor, sigmas: list[float], _: Noise) -> Steps:
    for sigma, following in pairs(sigmas):
        slope = (x - denoise(x, sigma)) / sigma
        x = x + slope * (following - sigma)
        yield x


def euler_a(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise, eta: float = 1.0) -> Steps:
    for sigma, following in pairs(sigmas):
        variance = following**2 * (sigma**2 - following**2) / sigma**2
        up = min(following, eta * math.sqrt(variance))
        down = math.sqrt(following**2 - up**2)
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


def ddim(denoise: Denoise, x: torch.Tensor, sigmas: list[float], _: Noise) -> Steps:
    """Deterministic DDIM as published, on z = x * sqrt(kept) with kept = 1 / (1 + sigma^2). Equal to Euler."""
    for sigma, following in pairs(sigmas):
        kept, kept_after = 1 / (1 + sigma**2), 1 / (1 + following**2)
        denoised = denoise(x, sigma)
        z = x * math.sqrt(kept)
        epsilon = (z - math.sqrt(kept) * denoised) / math.sqrt(1 - kept)
        z = math.sqrt(kept_after) * denoised + math.sqrt(1 - kept_after) * epsilon
        x = z / math.sqrt(kept_after)
        yield x


def lcm(denoise: Denoise, x: torch.Tensor, sigmas: list[float], noise: Noise) -> Steps:
    for sigma, following in pairs(sigmas):
        x = denoise(x, sigma)
        if following > 0:
            x = x + noise() * following
        yield x


SAMPLERS = {"euler": euler, "euler_a": euler_a, "heun": heun, "dpmpp_2m": dpmpp_2m, "dpmpp_2m_sde": dpmpp_2m_sde,
            "ddim": ddim, "lcm": lcm}
