# SPDX-License-Identifier: Apache-2.0
"""Golden file of torch.randn on the CPU, and the algorithm written out to show that it is understood."""

import math

import numpy as np
import torch

from store import save_manifest, save_tensors

SEEDS = (0, 1, 42, 2**32 - 1, 2**32 + 5, 2**63 + 7)
COUNTS = (4, 15, 16, 17, 100, 1024)
SEQUENCES = {0: (3, 4, 16, 5, 17, 1, 20, 7), 42: (192, 192, 192), 2**32 + 5: (15, 15, 16, 15)}

ABOUT = {
    "about": [
        "torch.randn in float32 on the CPU; only the low 32 bits of a seed count",
        "n >= 16: uniforms of 24 bits, Box-Muller on blocks of 16; if 16 does not divide n, the last 16 are redrawn",
        "n < 16: one value at a time in double precision from 53-bit uniforms; the second value of a pair waits in the"
        " generator for the next draw with n < 16, also across draws with n >= 16",
        "torch evaluates n >= 16 with vector approximations of log, sin and cos: compare to 2e-6, not bit for bit",
    ],
    "data": {
        "seed_<seed>.n_<n>": "one draw of n values from a new generator",
        "sequence_<seed>": "all values of consecutive draws from one generator, with the counts in `sequences`",
    },
    "sequences": {str(seed): counts for seed, counts in SEQUENCES.items()},
}


class Generator:
    """What torch does, without torch and with exact functions."""

    def __init__(self, seed: int):
        self.twister = np.random.RandomState(seed % 2**32)
        self.waiting = None

    def bits(self) -> int:
        return int(self.twister.randint(0, 2**32, dtype=np.uint32))

    def draw(self, n: int) -> list[float]:
        return [self.one() for _ in range(n)] if n < 16 else self.many(n)

    def one(self) -> float:
        if self.waiting is not None:
            value, self.waiting = self.waiting, None
            return value
        u1, u2 = (((self.bits() << 32 | self.bits()) % 2**53) * 2.0**-53 for _ in range(2))
        radius, angle = math.sqrt(-2 * math.log1p(-u2)), 2 * math.pi * u1
        self.waiting = radius * math.sin(angle)
        return radius * math.cos(angle)

    def many(self, n: int) -> list[float]:
        values = self.uniforms(n)
        for start in range(0, n - 15, 16):
            values[start:start + 16] = self.box_muller(values[start:start + 16])
        if n % 16:
            values[-16:] = self.box_muller(self.uniforms(16))
        return values

    def uniforms(self, n: int) -> list[float]:
        return [(self.bits() % 2**24) * 2.0**-24 for _ in range(n)]

    @staticmethod
    def box_muller(block: list[float]) -> list[float]:
        radii = [math.sqrt(-2 * math.log(1 - u)) for u in block[:8]]
        angles = [2 * math.pi * u for u in block[8:]]
        return [r * math.cos(a) for r, a in zip(radii, angles)] + [r * math.sin(a) for r, a in zip(radii, angles)]


def draws(seed: int, counts: tuple[int, ...]) -> torch.Tensor:
    """What torch draws, after a comparison with the algorithm."""
    ours, theirs = Generator(seed), torch.Generator().manual_seed(seed)
    expected = [value for n in counts for value in ours.draw(n)]
    values = torch.cat([torch.randn(n, generator=theirs) for n in counts])
    torch.testing.assert_close(values.double(), torch.tensor(expected, dtype=torch.float64), rtol=0, atol=2e-6)
    return values


def main() -> None:
    values = {f"seed_{seed}.n_{n}": draws(seed, (n,)) for seed in SEEDS for n in COUNTS}
    values |= {f"sequence_{seed}": draws(seed, counts) for seed, counts in SEQUENCES.items()}
    save_manifest("noise", ABOUT)
    save_tensors("noise", values)


if __name__ == "__main__":
    main()
