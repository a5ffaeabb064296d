# SPDX-License-Identifier: Apache-2.0
"""Golden file of the weight formula itself, step by step for a few tensors."""

import numpy as np

from store import save_manifest
from weights import GOLDEN_RATIO, Tensor, checksum, fnv1a64, halves, splitmix64

TENSORS = (
    Tensor("", (5,), 0.0, 1.0),
    Tensor("a", (2, 3), 0.0, 0.2001953125),
    Tensor("model.diffusion_model.input_blocks.0.0.weight", (32, 4, 3, 3), 0.0, 0.2890625),
    Tensor("model.diffusion_model.out.0.weight", (32,), 1.0, 0.30078125),
    Tensor("first_stage_model.post_quant_conv.bias", (4,), 0.0, 2.0**-16),  # subnormal halves
    Tensor("äöü 東京", (7,), -3.0, 1000.0),
)

ABOUT = "first: the first four splitmix64 outputs; halves: the bits of the first values; crc32: of all, little endian"


def row(tensor: Tensor) -> dict:
    seed = fnv1a64(tensor.name)
    first = splitmix64(np.uint64(seed) + np.arange(1, 5, dtype=np.uint64) * GOLDEN_RATIO)
    values = halves(tensor).ravel()[:4]
    return {"name": tensor.name, "shape": tensor.shape, "offset": tensor.offset, "scale": tensor.scale,
            "fnv1a64": f"{seed:016x}", "first": [f"{int(z):016x}" for z in first],
            "halves": [f"{bits:04x}" for bits in values.view(np.uint16)], "values": [float(v) for v in values],
            "crc32": checksum(tensor)}


def main() -> None:
    save_manifest("formula", {"about": ABOUT, "tensors": [row(tensor) for tensor in TENSORS]})


if __name__ == "__main__":
    main()
