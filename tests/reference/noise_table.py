# SPDX-License-Identifier: Apache-2.0
"""Noise levels and schedules in double precision, from the published formulas (Karras et al. 2022; Lin et al. 2023;
Sabour et al. 2024; Lee et al. 2024) and the programs whose names they bear."""

import math

import numpy as np
import scipy.stats
import torch


class NoiseTable:
    """The 1000 noise levels a network of the SD family was trained on."""

    def __init__(self, start: float = 0.00085, end: float = 0.012, steps: int = 1000, zero_snr: bool = False):
        betas = torch.linspace(start**0.5, end**0.5, steps, dtype=torch.float64) ** 2
        kept = torch.cumprod(1 - betas, dim=0)
        if zero_snr:
            root = kept.sqrt()
            kept = ((root - root[-1]) * root[0] / (root[0] - root[-1])) ** 2
            kept[-1] = 4.8973451890853435e-08
        self.set(((1 - kept) / kept).sqrt())

    def set(self, sigmas: torch.Tensor) -> None:
        self.sigmas = sigmas
        self.logs = self.sigmas.log()

    @staticmethod
    def continuous(smallest: float, largest: float) -> "NoiseTable":
        """EDM: log-linear levels, for schedules that choose among levels."""
        table = NoiseTable()
        table.set(torch.linspace(math.log(smallest), math.log(largest), 1000, dtype=torch.float64).exp())
        return table

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
    return [table.sigma(t) for t in uniform(999, 0, n)] + [0.0]


def sgm_uniform(table: NoiseTable, n: int) -> list[float]:
    return [table.sigma(t) for t in uniform(999, 0, n + 1)[:-1]] + [0.0]


def simple(table: NoiseTable, n: int) -> list[float]:
    return [float(table.sigmas[-1 - int(i * (len(table.sigmas) / n))]) for i in range(n)] + [0.0]


def karras(table: NoiseTable, n: int, rho: float = 7.0) -> list[float]:
    high, low = float(table.sigmas[-1]) ** (1 / rho), float(table.sigmas[0]) ** (1 / rho)
    return [root**rho for root in uniform(high, low, n)] + [0.0]


def exponential(table: NoiseTable, n: int) -> list[float]:
    return [math.exp(log) for log in uniform(float(table.logs[-1]), float(table.logs[0]), n)] + [0.0]


def ddim_uniform(table: NoiseTable, n: int) -> list[float]:
    return table.sigmas[1::max(len(table.sigmas) // n, 1)].flip(0).tolist() + [0.0]


def beta(table: NoiseTable, n: int) -> list[float]:
    shares = 1 - np.linspace(0, 1, n, endpoint=False)
    timesteps = np.rint(scipy.stats.beta.ppf(shares, 0.6, 0.6) * (len(table.sigmas) - 1)).astype(int).tolist()
    return [float(table.sigmas[t]) for t in dict.fromkeys(timesteps)] + [0.0]


def beta_a1111(table: NoiseTable, n: int) -> list[float]:
    low, high = float(table.sigmas[0]), float(table.sigmas[-1])
    shares = scipy.stats.beta.ppf(1 - np.linspace(0, 1, n), 0.6, 0.6)
    return (low + shares * (high - low)).tolist() + [0.0]


ALIGNED = {
    "sd1": (14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029),
    "sdxl": (14.615, 6.315, 3.771, 2.181, 1.342, 0.862, 0.555, 0.380, 0.234, 0.113, 0.029),
}


def along(listed: tuple[float, ...], n: int) -> list[float]:
    return np.exp(np.interp(np.linspace(0, 1, n), np.linspace(0, 1, len(listed)), np.log(listed))).tolist()


def align_your_steps(table: NoiseTable, n: int, kind: str = "sd1") -> list[float]:
    return along(ALIGNED[kind], n + 1)[:-1] + [0.0]


def align_your_steps_sdxl(table: NoiseTable, n: int) -> list[float]:
    return align_your_steps(table, n, "sdxl")


def align_your_steps_a1111(table: NoiseTable, n: int) -> list[float]:
    return along(ALIGNED["sd1"], n) + [0.0]


def arctangents(table: NoiseTable, n: int) -> list[float]:
    return [math.tan(a) for a in uniform(math.atan(table.sigmas[-1]), math.atan(table.sigmas[0]), n)]


def kl_optimal(table: NoiseTable, n: int) -> list[float]:
    return arctangents(table, n) + [0.0]


def kl_optimal_a1111(table: NoiseTable, n: int) -> list[float]:
    return arctangents(table, n + 1)


def turbo(table: NoiseTable, n: int) -> list[float]:
    """diffusers: timestep_spacing="trailing"."""
    timesteps = np.round(np.arange(1000, 0, -1000 / n)) - 1
    return [float(table.sigmas[int(t)]) for t in timesteps] + [0.0]


def lcm(table: NoiseTable, n: int) -> list[float]:
    distilled = np.arange(1, 51) * 20 - 1
    indices = np.floor(np.linspace(0, 50, n, endpoint=False)).astype(int)
    return [float(table.sigmas[t]) for t in distilled[::-1][indices]] + [0.0]


SCHEDULES = {"normal": normal, "simple": simple, "karras": karras, "exponential": exponential,
             "sgm_uniform": sgm_uniform, "ddim_uniform": ddim_uniform, "beta": beta,
             "align_your_steps": align_your_steps, "kl_optimal": kl_optimal, "turbo": turbo, "lcm": lcm}
A1111 = {"beta": beta_a1111, "align_your_steps": align_your_steps_a1111, "kl_optimal": kl_optimal_a1111}


def schedule(name: str, table: NoiseTable, n: int) -> list[float]:
    return SCHEDULES[name](table, n)


def without_penultimate(name: str, table: NoiseTable, n: int) -> list[float]:
    sigmas = SCHEDULES[name](table, n + 1)
    return sigmas[:-2] + sigmas[-1:]


def partial_schedule(name: str, table: NoiseTable, n: int, strength: float, choose=schedule) -> list[float]:
    """As ComfyUI does: all n steps happen, at the end of a longer schedule. The quotient needs double precision."""
    return choose(name, table, n if strength > 0.9999 else int(n / strength))[-(n + 1):]


def partial_schedule_a1111(name: str, table: NoiseTable, n: int, strength: float, choose=schedule) -> list[float]:
    """As A1111 does: the end of the schedule of n steps."""
    return choose(name, table, n)[n - int(min(strength, 0.999) * n) - 1:]
