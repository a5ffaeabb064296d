# SPDX-License-Identifier: Apache-2.0
"""A small classifier that reads the attributes back from a picture: python classifier.py --minutes 4

It is trained on painted pictures, so its word counts only next to looking at the pictures.
"""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

import training
from dataset import open_pictures, read_examples
from painter.pen import COLOURS
from painter.picture import POSITIONS
from painter.scenes import PLACES, TIMES
from painter.styles import STYLES
from painter.subjects import SUBJECTS
from train_autoencoder import VALIDATION, to_tensor

ATTRIBUTES = dict(subject=tuple(SUBJECTS), colour=tuple(COLOURS), style=STYLES, time=TIMES, place=PLACES, count=(1, 2, 3), position=POSITIONS)


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        layers, channels = [], 3
        for width in (32, 64, 128, 192):
            layers += [nn.Conv2d(channels, width, 3, stride=2, padding=1), nn.BatchNorm2d(width), nn.ReLU(),
                       nn.Conv2d(width, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            channels = width
        self.body = nn.Sequential(*layers, nn.Flatten(), nn.Dropout(.1), nn.Linear(channels * 16, 384), nn.ReLU())
        self.heads = nn.ModuleDict({name: nn.Linear(384, len(values)) for name, values in ATTRIBUTES.items()})

    def forward(self, pictures):
        """Pictures in -1..1, 128 pixels wide."""
        features = self.body(F.avg_pool2d(pictures, 2))
        return {name: head(features) for name, head in self.heads.items()}


def labels(scenes):
    return {name: torch.tensor([values.index(scene[name]) for scene in scenes]) for name, values in ATTRIBUTES.items()}


@torch.no_grad()
def agreement(model, pictures, scenes):
    """Share of pictures whose attribute is read as it was asked for."""
    guesses = [model(part) for part in pictures.split(64)]
    wanted = labels(scenes)
    return {name: torch.cat([guess[name] for guess in guesses]).argmax(1).eq(wanted[name]).float().mean().item() for name in ATTRIBUTES}


def main():
    options = training.options(__doc__, minutes=4, rate=2e-3, batch=64).parse_args()
    place = training.device(options.threads, options.kernel)
    pictures, scenes = open_pictures(), [example["scene"] for example in read_examples()]
    wanted, count = labels(scenes), len(pictures) - VALIDATION
    model = Classifier().to(place, memory_format=torch.channels_last)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, weight_decay=.02)
    run = training.Run(options.minutes, options.rate)
    random = np.random.default_rng()
    while run.progress < 1:
        run.set_rate(optimizer)
        index = np.sort(random.integers(0, count, options.batch))
        x = to_tensor(pictures[index]).to(place)
        x = x + .06 * torch.rand(1).item() * torch.randn_like(x)
        with training.half_precision(place):
            guesses = model(x.contiguous(memory_format=torch.channels_last))
        loss = sum(F.cross_entropy(guesses[name].float(), wanted[name][index].to(place)) for name in ATTRIBUTES)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        run.step += 1
        if run.step % 200 == 0:
            print(f"step {run.step} {run.elapsed:.0f} s, loss {loss.item():.3f}", flush=True)
    training.save("classifier", run, model=model)
    model = model.cpu().eval()
    scores = agreement(model, to_tensor(pictures[-VALIDATION:]), scenes[-VALIDATION:])
    print("painted pictures never trained on:", {name: round(value, 3) for name, value in scores.items()})


if __name__ == "__main__":
    main()
