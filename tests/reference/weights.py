# SPDX-License-Identifier: Apache-2.0
"""Weights from a formula, so that golden files need not carry them.

The name of a tensor seeds splitmix64 (Steele, Lea and Flood 2014); element i in C order becomes

    z     = splitmix64(fnv1a64(name) + (i + 1) * 0x9E3779B97F4A7C15)      all modulo 2^64
    u     = (z >> 40) * 2^-23 - 1                                         in [-1, 1)
    value = round_to_f16(offset + scale * u)                              ties to even, then used as f32

Scales and offsets have few significant bits, so offset + scale * u is exact in double precision: neither fused
multiply-add nor the order of operations can change a value. Only the last step rounds, straight from double to half.
"""

import math
import zlib
from dataclasses import dataclass

import numpy as np

GOLDEN_RATIO = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Tensor:
    name: str
    shape: tuple[int, ...]
    offset: float
    scale: float


def fnv1a64(name: str) -> int:
    state = 0xCBF29CE484222325
    for byte in name.encode():
        state = ((state ^ byte) * 0x100000001B3) % 2**64
    return state


def splitmix64(state: np.ndarray) -> np.ndarray:
    """The finaliser, applied to an array of uint64 states."""
    z = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def halves(tensor: Tensor) -> np.ndarray:
    """The values of a tensor as float16."""
    index = np.arange(1, math.prod(tensor.shape) + 1, dtype=np.uint64)
    z = splitmix64(np.uint64(fnv1a64(tensor.name)) + index * GOLDEN_RATIO)
    u = (z >> np.uint64(40)).astype(np.float64) * 2.0**-23 - 1.0
    return (tensor.offset + tensor.scale * u).astype(np.float16).reshape(tensor.shape)


def checksum(tensor: Tensor) -> str:
    """CRC-32 of the values as little-endian float16, to find a wrong tensor before a wrong picture."""
    return f"{zlib.crc32(halves(tensor).astype('<f2').tobytes()):08x}"


def short(value: float, bits: int = 8) -> float:
    """The nearest number with few significant bits (see above)."""
    mantissa, exponent = math.frexp(value)
    return math.ldexp(round(mantissa * 2**bits), exponent - bits)


def uniform_scale(shape: tuple[int, ...], gain: float) -> float:
    """Half width of the uniform distribution that multiplies the standard deviation of a layer's input by `gain`."""
    return short(gain * math.sqrt(3.0 / math.prod(shape[1:])))


def describe(name: str, shape: tuple[int, ...], gains: dict[str, float]) -> Tensor:
    """Offset and scale by the role of a tensor; `gains` gives exceptions as {end of module name: gain}."""
    module, _, kind = name.rpartition(".")
    if "embedding" in name and len(shape) == 2 and name.startswith(("cond_stage_model", "conditioner")):
        return Tensor(name, shape, 0.0, 1.0)
    if len(shape) == 1:
        return Tensor(name, shape, 0.0, short(0.2)) if kind.endswith("bias") else Tensor(name, shape, 1.0, short(0.3))
    gain = next((g for end, g in gains.items() if ("." + module).endswith("." + end)), 1.0)
    return Tensor(name, shape, 0.0, uniform_scale(shape, gain))
