# SPDX-License-Identifier: Apache-2.0
"""Paints the training set: python dataset.py --pictures 48000

work/pictures.npy holds the pictures, work/examples.json their captions and scenes.
"""
import argparse
import json
import os
import random
from dataclasses import asdict
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from painter.captions import draw_example
from painter.picture import paint
from painter.scenes import SIZE

WORK = Path(__file__).parent / "work"
CHUNK = 500


def paint_chunk(seed):
    pick = random.Random(seed)
    pictures, examples = np.empty((CHUNK, SIZE, SIZE, 3), np.uint8), []
    for index in range(CHUNK):
        scene, caption = draw_example(pick)
        pictures[index] = paint(scene)
        examples.append(dict(caption=caption, scene=asdict(scene)))
    return pictures, examples


def open_pictures():
    return np.load(WORK / "pictures.npy", mmap_mode="r")


def read_examples():
    return json.loads((WORK / "examples.json").read_text())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=48000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    WORK.mkdir(exist_ok=True)
    chunks = options.pictures // CHUNK
    store = np.lib.format.open_memmap(WORK / "pictures.tmp", "w+", np.uint8, (chunks * CHUNK, SIZE, SIZE, 3))
    examples = []
    with Pool(options.processes) as pool:
        for index, (pictures, chunk) in enumerate(pool.imap(paint_chunk, range(options.seed * 10 ** 6, options.seed * 10 ** 6 + chunks))):
            store[index * CHUNK:(index + 1) * CHUNK] = pictures
            examples += chunk
    (WORK / "examples.json").write_text(json.dumps(examples))
    os.replace(WORK / "pictures.tmp", WORK / "pictures.npy")      # whoever reads the old set keeps it


if __name__ == "__main__":
    main()
