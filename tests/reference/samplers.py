# SPDX-License-Identifier: Apache-2.0
"""Golden file of the samplers on a denoiser that is a formula, with given noise, step by step."""

import math

import torch

import sampling
from store import normal, save_manifest, save_tensors

STEPS = 8
SHAPE = (2, 4, 1, 3)
ETA = 0.4

ABOUT = {
    "about": [
        "denoiser: D(x, sigma) = tanh(x / sqrt(1 + sigma^2)), element by element",
        "ancestral and SDE samplers have eta = 1, ddim 0, tcd 0.3; dpmpp_2m_sde is the midpoint variant",
        "noise[k] is the k-th tensor of unit noise a sampler asks for: one per step that ends above sigma 0, none for"
        " the last; dpmpp_sde asks for two",
        "uni_pc: what is predicted, before its correction; the end is sigma 0.001",
        "double precision throughout, from sigmas and start values that are exact in float32",
    ],
    "data": {
        "noise": "[2 * steps, 2, 4, 1, 3] unit noise, in the order of the requests",
        "<schedule>.sigmas": "[steps + 1], the last is 0",
        "<schedule>.start": "x before the first step",
        "<schedule>.<sampler>": "[steps, 2, 4, 1, 3], x after every step",
        "karras.<sampler>.eta": "the same with another eta",
    },
    "eta": ETA,
    "steps": STEPS,
    "schedules": ["karras", "normal"],
    "samplers": list(sampling.SAMPLERS),
}


def denoise(x: torch.Tensor, sigma: float) -> torch.Tensor:
    return torch.tanh(x / math.sqrt(1 + sigma**2))


def single(value: torch.Tensor) -> torch.Tensor:
    return value.float().double()


def main() -> None:
    table = sampling.NoiseTable()
    noise = normal("samplers.noise", 2 * STEPS, *SHAPE)
    values = {"noise": noise}
    for schedule in ABOUT["schedules"]:
        sigmas = single(torch.tensor(sampling.schedule(schedule, table, STEPS), dtype=torch.float64)).tolist()
        start = single(normal("samplers.start", *SHAPE) * math.sqrt(1 + sigmas[0] ** 2))
        values |= {f"{schedule}.sigmas": torch.tensor(sigmas), f"{schedule}.start": start}
        for name, sampler in sampling.SAMPLERS.items():
            waiting = iter(noise)
            steps = list(sampler(denoise, start, sigmas, lambda: next(waiting)))
            values[f"{schedule}.{name}"] = torch.stack(steps)
            if schedule == "karras" and name in sampling.WITH_ETA:
                waiting = iter(noise)
                values[f"karras.{name}.eta"] = torch.stack(
                    list(sampler(denoise, start, sigmas, lambda: next(waiting), eta=ETA)))
        torch.testing.assert_close(values[f"{schedule}.ddim"], values[f"{schedule}.euler"], rtol=1e-10, atol=1e-10)
    save_manifest("samplers", ABOUT)
    save_tensors("samplers", values)


if __name__ == "__main__":
    main()
