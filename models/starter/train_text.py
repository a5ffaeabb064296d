# SPDX-License-Identifier: Apache-2.0
"""Gives the text encoder a start: it learns to name a caption's attributes: python train_text.py --minutes 3

Without this the UNet spends a good part of its training waiting for the text encoder to tell subjects apart.
"""
import random

import torch
import torch.nn.functional as F
from torch import nn

import training
from classifier import ATTRIBUTES
from export import text_config
from model import TextEncoder
from painter.captions import draw_example
from painter.scenes import WEATHERS
from tokenizer import END, Tokenizer

NAMED = {**ATTRIBUTES, "weather": WEATHERS}


class AttributeReader(nn.Module):
    """Reads every attribute from the end token, and once more from the mean over all tokens."""

    def __init__(self, config):
        super().__init__()
        self.text = TextEncoder(config)
        self.heads = nn.ModuleDict({name: nn.Linear(config["hidden_size"], len(values)) for name, values in NAMED.items()})

    def forward(self, ids, ends):
        features = self.text(ids)
        at_end = features[torch.arange(len(ids)), ends]
        return [{name: head(pooled) for name, head in self.heads.items()} for pooled in (at_end, features.mean(1))]


def examples(count, seed):
    """Token numbers, where the text ends, and the true attributes, for captions that need no pictures."""
    pick, tokenizer = random.Random(seed), Tokenizer.load()
    pairs = [draw_example(pick) for _ in range(count)]
    ids = torch.tensor([tokenizer.encode(caption) for _, caption in pairs])
    ends = (ids == tokenizer.ids[END]).int().argmax(1)
    wanted = {name: torch.tensor([values.index(getattr(scene, name)) for scene, _ in pairs]) for name, values in NAMED.items()}
    return ids, ends, wanted


def main():
    options = training.options(__doc__, minutes=3, rate=1.5e-3, batch=64).parse_args()
    place = training.device(options.threads, options.kernel)
    model = AttributeReader(text_config()).to(place)
    optimizer = torch.optim.AdamW(model.parameters(), options.rate, weight_decay=.01)
    run = training.Run(options.minutes, options.rate)
    ids, ends, wanted = examples(20000, seed=3)
    while run.progress < 1:
        run.set_rate(optimizer)
        index = torch.randint(0, len(ids), (options.batch,))
        with training.half_precision(place):
            readings = model(ids[index].to(place), ends[index])
        loss = sum(F.cross_entropy(reading[name].float(), wanted[name][index].to(place)) for reading in readings for name in NAMED)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.)
        optimizer.step()
        run.step += 1
        if run.step % 100 == 0:
            print(f"step {run.step} {run.elapsed:.0f} s, loss {loss.item():.3f}", flush=True)
    training.save("text", run, text=model.text)


if __name__ == "__main__":
    main()
