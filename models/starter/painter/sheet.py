# SPDX-License-Identifier: Apache-2.0
"""Contact sheets to look at: python -m painter.sheet subjects|styles|scenes OUT.png"""
import random
import sys

import numpy as np
from PIL import Image

from .pen import COLOURS
from .picture import Scene, paint
from .scenes import PLACES, TIMES, WEATHERS
from .styles import STYLES
from .subjects import SUBJECTS


def contact_sheet(pictures, columns):
    pictures = list(pictures)
    pictures += [np.full_like(pictures[0], 255)] * (-len(pictures) % columns)
    rows = [np.concatenate(pictures[i:i + columns], 1) for i in range(0, len(pictures), columns)]
    return np.concatenate(rows, 0)


def main():
    kind, path = sys.argv[1:3]
    pick = random.Random(1)
    if kind == "subjects":
        scenes = [Scene(name, s.colour, "flat", s.place) for name, s in SUBJECTS.items()]
    elif kind == "styles":
        names = pick.sample(list(SUBJECTS), 10)
        scenes = [Scene(name, pick.choice(list(COLOURS)), style, pick.choice(PLACES), pick.choice(TIMES)) for style in STYLES for name in names]
    else:
        scenes = [Scene("house", "red", "flat", place, time) for place in PLACES for time in TIMES]
        scenes += [Scene("rabbit", "gray", "flat", "meadow", time, weather) for time in TIMES for weather in WEATHERS]
        scenes += [Scene("cat", "orange", "flat", "hills", count=2), Scene("tulip", "red", "flat", "plain", count=3), Scene("bird", "red", "flat", "sea", count=3),
                   Scene("oak", "green", "flat", "meadow", position="left"), Scene("duck", "white", "flat", "sea", position="right")]
    columns = {"subjects": 11, "styles": 10}.get(kind, 8)
    Image.fromarray(contact_sheet([paint(scene) for scene in scenes], columns)).save(path)


if __name__ == "__main__":
    main()
