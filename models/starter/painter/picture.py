# SPDX-License-Identifier: Apache-2.0
"""One picture: what is in it (Scene) and how its layers are painted and put together."""
from dataclasses import dataclass

import cairo
import numpy as np

from .pen import Pen, Shades
from .scenes import SIZE, paint_background, paint_weather
from .styles import STYLISE
from .subjects import DRAW, SUBJECTS

POSITIONS = ("middle", "left", "right")


@dataclass
class Scene:
    subject: str
    colour: str
    style: str = "flat"
    place: str = "plain"
    time: str = "day"
    weather: str = "clear"
    count: int = 1
    position: str = "middle"

    @property
    def stands(self):
        return SUBJECTS[self.subject].stands


def frames(scene):
    """Centre and half size of every copy of the subject."""
    if scene.count == 1:
        x, half = {"middle": (64, 42), "left": (38, 32), "right": (90, 32)}[scene.position]
        xs = (x,)
    else:
        xs, half = {2: ((35, 93), 28), 3: ((23, 64, 105), 20)}[scene.count]
    if scene.place == "plain":
        centre = 64 if scene.stands != "ground" else 112 - half
        if scene.stands == "ground" and scene.count > 1:
            centre = 100 - half
    elif scene.stands == "sky":
        centre = 54
    elif scene.stands == "water":
        centre = 106 - half if scene.subject == "sailboat" else 72
    else:
        centre = 118 - half if scene.count == 1 else 112 - half
    return [(x, centre, half) for x in xs]


class Layer:
    """A transparent cairo surface that can be read as float arrays."""

    def __init__(self):
        self.surface = cairo.ImageSurface(cairo.FORMAT_ARGB32, SIZE, SIZE)
        self.context = cairo.Context(self.surface)

    def read(self):
        """Premultiplied colour and alpha, both in 0..1."""
        self.surface.flush()
        pixels = np.ndarray((SIZE, SIZE, 4), np.uint8, self.surface.get_data()).astype(np.float32) / 255
        return np.ascontiguousarray(pixels[..., 2::-1]), pixels[..., 3:].copy()


def paint_layers(scene):
    behind, subject, front = Layer(), Layer(), Layer()
    paint_background(behind.context, scene)
    places = frames(scene)
    for x, y, half in places:
        if scene.stands == "ground":
            shadow = behind.context
            shadow.save()
            shadow.translate(x, y + half)
            shadow.scale(half * .95, half * .13 + 1)
            shadow.arc(0, 0, 1, 0, 7)
            shadow.restore()
            shadow.set_source_rgba(.08, .06, .16, .28)
            shadow.fill()
        c = subject.context
        c.save()
        c.translate(x, y)
        c.scale(half, half)
        DRAW[scene.subject](Pen(c), Shades.of(scene.colour))
        c.restore()
    paint_weather(front.context, scene)
    return behind.read()[0], subject.read(), front.read()


def paint(scene):
    """The finished picture: 128 x 128 x 3, uint8."""
    picture = STYLISE[scene.style](scene, *paint_layers(scene))
    return (np.clip(picture, 0, 1) * 255 + .5).astype(np.uint8)
