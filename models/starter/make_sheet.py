# SPDX-License-Identifier: Apache-2.0
"""The model card's sheet: 64 prompts drawn at random, seeds 0 to 63, nothing picked by hand: python make_sheet.py

Writes sheet.png and sheet-prompts.txt. With --cli PATH Lemnos renders them, otherwise PyTorch.
"""
import argparse
import random
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from painter.captions import draw_example
from painter.sheet import contact_sheet
from render import Painter

FOLDER = Path(__file__).parent
FIRST_PROMPT = "a red lighthouse by the sea at night, watercolor"


def prompts(count=64):
    pick = random.Random(2026)
    return [FIRST_PROMPT] + [draw_example(pick)[1] for _ in range(count - 1)]


def render_with_cli(cli, prompt, seed):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        subprocess.run([cli, "render", "--model", "starter", "--prompt", prompt, "--seed", str(seed), "--out", str(path)], check=True,
                       stdout=subprocess.DEVNULL)
        return np.array(Image.open(path).convert("RGB"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", help="path of lemnos-cli")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    texts = prompts()
    if options.cli:
        pictures = [render_with_cli(options.cli, text, seed) for seed, text in enumerate(texts)]
    else:
        painter, pictures = Painter(options.threads), []
        for start in range(0, len(texts), 16):
            pictures += list(painter.paint(texts[start:start + 16], list(range(start, start + 16))))
    Image.fromarray(contact_sheet(pictures, 8)).save(FOLDER / "sheet.png")
    (FOLDER / "sheet-prompts.txt").write_text("".join(f"{seed}: {text}\n" for seed, text in enumerate(texts)))


if __name__ == "__main__":
    main()
