# SPDX-License-Identifier: Apache-2.0
"""Asks the model for pictures and lets the classifier say whether it painted what was asked for.

    python evaluate.py --backend torch                      samples with PyTorch from the checkpoints
    python evaluate.py --cli PATH/lemnos-cli                renders with Lemnos itself
    python evaluate.py --folder DIR                         judges DIR/prompts.json and its pictures once more
"""
import argparse
import json
import random
import subprocess
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import training
from classifier import ATTRIBUTES, Classifier, agreement
from dataset import WORK
from painter.captions import draw_scene, full_caption
from painter.held_out import SUBJECT_COLOUR, SUBJECT_STYLE
from painter.picture import Scene
from painter.sheet import contact_sheet
from painter.subjects import SUBJECTS
from render import Painter
from train_autoencoder import to_tensor


def seen_prompts(count):
    pick = random.Random(99)
    scenes = []
    while len(scenes) < count:
        scene, _ = draw_scene(pick)
        if scene.weather == "clear":
            scenes.append(scene)
    return scenes


def held_out_prompts(count):
    pick = random.Random(98)
    pairs = [dict(subject=s, colour=c) for s, c in sorted(SUBJECT_COLOUR)] + [dict(subject=s, style=c) for s, c in sorted(SUBJECT_STYLE)]
    scenes = []
    for index in range(count):
        wish = dict(style=pick.choice(ATTRIBUTES["style"]), colour=pick.choice(ATTRIBUTES["colour"]), **{"time": pick.choice(ATTRIBUTES["time"])})
        wish.update(pairs[index % len(pairs)])
        place = SUBJECTS[wish["subject"]].place
        scenes.append(Scene(place=place if place != "plain" else "meadow", **wish))
    return scenes


def render_with_cli(cli, prompts, folder, options):
    for index, prompt in enumerate(prompts):
        subprocess.run([cli, "render", "--model", options.model, "--prompt", prompt["prompt"], "--seed", str(prompt["seed"]), "--steps", str(options.steps),
                        "--cfg", str(options.guidance), "--out", str(folder / prompt["file"])], check=True, stdout=subprocess.DEVNULL)


def render_with_torch(prompts, folder, options):
    painter = Painter(options.threads)
    for start in range(0, len(prompts), 32):
        part = prompts[start:start + 32]
        pictures = painter.paint([p["prompt"] for p in part], [p["seed"] for p in part], options.steps, options.guidance)
        for prompt, picture in zip(part, pictures):
            Image.fromarray(picture).save(folder / prompt["file"])


def judge(folder):
    prompts = json.loads((folder / "prompts.json").read_text())
    pictures = np.stack([np.array(Image.open(folder / prompt["file"]).convert("RGB")) for prompt in prompts])
    Image.fromarray(contact_sheet(pictures, 16)).save(folder / "sheet.png")
    classifier = training.load_part("classifier", "model", Classifier())
    scores = agreement(classifier, to_tensor(pictures), [prompt["scene"] for prompt in prompts])
    return {name: round(value, 3) for name, value in scores.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backend", choices=("torch", "cli"), default=None)
    parser.add_argument("--cli", help="path of lemnos-cli")
    parser.add_argument("--model", default="starter", help="what lemnos-cli is given as --model")
    parser.add_argument("--folder", type=Path, help="judge what is there, render nothing")
    parser.add_argument("--seen", type=int, default=256)
    parser.add_argument("--held-out", type=int, default=80)
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--guidance", type=float, default=3.)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    if options.folder:
        print(judge(options.folder))
        return
    for name, scenes in (("seen", seen_prompts(options.seen)), ("held-out", held_out_prompts(options.held_out))):
        folder = WORK / "evaluation" / name
        folder.mkdir(parents=True, exist_ok=True)
        prompts = [dict(prompt=full_caption(scene), seed=1000 + index, file=f"{index:03}.png", scene=asdict(scene)) for index, scene in enumerate(scenes)]
        (folder / "prompts.json").write_text(json.dumps(prompts, indent=1))
        if options.cli and options.backend != "torch":
            render_with_cli(options.cli, prompts, folder, options)
        else:
            render_with_torch(prompts, folder, options)
        print(f"{name}, {len(prompts)} prompts, {options.steps} steps, guidance {options.guidance}: {judge(folder)}", flush=True)


if __name__ == "__main__":
    main()
