# SPDX-License-Identifier: Apache-2.0
"""Writes a checkpoint of real size with random weights, for measuring loads, memory and steps without a download:

    python tests/reference/full_size.py sd1 random-sd15.safetensors      # 2 GB; sdxl is 7 GB

Names and shapes are those of golden/geometries.txt.gz, the spread of each tensor that of the small references, so
that nothing overflows in float16. The pictures are noise. As official files do, it brings no vocabulary: see --tokenizer.
"""

import gzip
import json
import math
import sys
import zlib

import numpy as np

from networks import OPEN_CLIP_GAINS, TEXT_GAINS, UNET_GAINS, VAE_GAINS
from store import GOLDEN
from weights import describe

GAINS = {"model.diffusion_model.": UNET_GAINS, "first_stage_model.": VAE_GAINS, "cond_stage_model.model.": OPEN_CLIP_GAINS,
         "conditioner.embedders.1.": OPEN_CLIP_GAINS}
POOL = 2**22 + 9  # random numbers to choose from; every tensor begins elsewhere


def geometry(wanted: str) -> dict[str, tuple[int, ...]]:
    shapes, current = {}, None
    for line in gzip.open(GOLDEN / "geometries.txt.gz", "rt"):
        name, extents = line.split()
        if name == "=":
            current = extents
        elif current == wanted:
            shapes[name] = () if extents == "scalar" else tuple(map(int, extents.split("x")))
    if not shapes:
        raise SystemExit(f"{wanted}: no geometry of this name")
    return shapes


def values(name: str, shape: tuple[int, ...], pool: np.ndarray) -> np.ndarray:
    gains = next((gains for root, gains in GAINS.items() if name.startswith(root)), TEXT_GAINS)
    tensor = describe(name, shape or (1,), gains)
    start = zlib.crc32(name.encode()) % POOL
    numbers = np.resize(np.roll(pool, -start), math.prod(shape))
    return (tensor.offset + tensor.scale * numbers).astype("<f2")


def main(wanted: str, path: str) -> None:
    shapes, end, header = geometry(wanted), 0, {}
    for name, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[name] = {"dtype": "F16", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    texts = {"modelspec.prediction_type": "epsilon"}
    text = json.dumps({"__metadata__": texts} | header).encode()
    pool = np.random.default_rng(1).uniform(-1, 1, POOL).astype(np.float32)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name, shape in shapes.items():
            file.write(values(name, shape, pool).tobytes())
    print(f"{path}: {end / 1e9:.2f} GB in {len(shapes)} tensors")


if __name__ == "__main__":
    main(*sys.argv[1:])
