# SPDX-License-Identifier: Apache-2.0
"""Golden file of torchsde's BrownianTree as k-diffusion asks it for noise, and of numpy's SeedSequence under it."""

import numpy as np
import torch
import torchsde

import noise_table
from store import save_manifest, save_tensors

SHAPE = (1, 2, 3, 4)
SEEDS = (0, 42, 2**32 + 5)
STEPS = 6

ABOUT = {
    "about": [
        "torchsde.BrownianTree(t0, w0, t1, entropy=seed) between the smallest and the largest sigma, tol 1e-6, pool 24",
        "noise = (W(to) - W(from)) / sqrt(from - to); sigmas are float32; one path of shape [1, 2, 3, 4] for each seed",
        "torch evaluates its normal numbers with vector approximations: compare to 1e-5, not bit for bit",
    ],
    "data": {"seed_<seed>": "[pairs, 1, 2, 3, 4], the noise of `pairs` (from, to) in the order of the questions"},
    "smallest": 0.0, "largest": 0.0, "pairs": [],
}


def pairs_of(sigmas: list[float]) -> list[tuple[float, float]]:
    """Each step's middle and its end, as DPM++ SDE asks, and one across everything."""
    single = torch.tensor(sigmas, dtype=torch.float32)
    middles = (single[:-1] * single[1:]).sqrt()
    steps = [pair for a, m, b in zip(single[:-1], middles, single[1:]) for pair in ((a, m), (a, b))]
    return [(float(a), float(b)) for a, b in steps] + [(float(single[0]), float(single[-1]))]


def noise(seed: int, smallest: float, largest: float, pairs: list[tuple[float, float]]) -> torch.Tensor:
    low, high = torch.tensor(smallest, dtype=torch.float32), torch.tensor(largest, dtype=torch.float32)
    tree = torchsde.BrownianTree(low, torch.zeros(SHAPE), high, entropy=seed)
    pieces = []
    for a, b in pairs:
        start, end = torch.tensor(b, dtype=torch.float32), torch.tensor(a, dtype=torch.float32)
        pieces.append(-tree(start, end) / (end - start).abs().sqrt())
    return torch.stack(pieces)


def seeds() -> list[dict]:
    rows = []
    for entropy, key, pool in ((0, (), 4), (42, (), 24), (2**32 + 5, (0, 0), 24), (7, (2**33 + 1, 34), 24),
                               (2**63 + 1, (5, 3), 4)):
        sequence = np.random.SeedSequence(entropy, spawn_key=key, pool_size=pool)
        rows.append({"entropy": entropy, "spawn_key": list(key), "pool_size": pool,
                     "state": sequence.generate_state(6).tolist()})
    return rows


def main() -> None:
    sigmas = noise_table.karras(noise_table.NoiseTable(), STEPS)[:-1]
    pairs = pairs_of(sigmas)
    about = ABOUT | {"smallest": pairs[-1][1], "largest": pairs[-1][0], "pairs": [list(pair) for pair in pairs],
                     "seed_sequences": seeds()}
    save_manifest("brownian", about)
    save_tensors("brownian", {f"seed_{seed}": noise(seed, about["smallest"], about["largest"], pairs)
                              for seed in SEEDS})


if __name__ == "__main__":
    main()
