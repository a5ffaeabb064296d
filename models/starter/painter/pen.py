# SPDX-License-Identifier: Apache-2.0
"""Colours and a small drawing vocabulary on top of cairo."""
import math
from dataclasses import dataclass

import cairo

COLOURS = {
    "red": (.87, .13, .15), "orange": (.97, .52, .08), "yellow": (.99, .84, .15), "green": (.20, .66, .25),
    "teal": (.05, .66, .64), "blue": (.14, .38, .90), "purple": (.52, .22, .76), "pink": (.98, .52, .72),
    "brown": (.52, .31, .15), "white": (.97, .97, .96), "black": (.15, .14, .18), "gray": (.56, .58, .61),
}

INK = (.14, .12, .16)
WHITE = (1., 1., 1.)
WOOD = (.47, .29, .15)
STEM = (.20, .52, .22)
GLOW = (1., .92, .52)
CREAM = (.97, .93, .84)
BEAK = (.98, .64, .10)


def mix(a, b, t):
    return tuple(x * (1 - t) + y * t for x, y in zip(a, b))


@dataclass
class Shades:
    """One named colour as the painter uses it: body, lit side, shaded side, and the darkest lines."""
    base: tuple
    light: tuple
    dark: tuple
    deep: tuple
    name: str = ""

    @staticmethod
    def of(name):
        base = COLOURS[name]
        if name == "black":
            return Shades(base, (.31, .30, .36), (.07, .06, .09), (.04, .03, .05), name)
        if name == "white":
            return Shades(base, WHITE, (.82, .84, .88), (.62, .64, .70), name)
        return Shades(base, mix(base, WHITE, .38), mix(base, (.05, .02, .15), .26), mix(base, (.05, .02, .15), .55), name)

    def accent(self):
        """A detail colour that stands out on the body."""
        return CREAM if self.name not in ("white", "yellow") else (.90, .45, .20)


class Pen:
    def __init__(self, context):
        self.c = context

    def fill(self, colour):
        self.c.set_source_rgb(*colour)
        self.c.fill()

    def circle(self, x, y, r, colour):
        self.c.new_path()
        self.c.arc(x, y, r, 0, 2 * math.pi)
        self.fill(colour)

    def ellipse(self, x, y, rx, ry, colour, turn=0.):
        c = self.c
        c.new_path()
        c.save()
        c.translate(x, y)
        c.rotate(turn)
        c.scale(rx, ry)
        c.arc(0, 0, 1, 0, 2 * math.pi)
        c.restore()
        self.fill(colour)

    def polygon(self, points, colour):
        self.c.move_to(*points[0])
        for point in points[1:]:
            self.c.line_to(*point)
        self.c.close_path()
        self.fill(colour)

    def rect(self, x0, y0, x1, y1, colour, radius=0.):
        c = self.c
        if radius <= 0:
            c.rectangle(x0, y0, x1 - x0, y1 - y0)
        else:
            c.new_sub_path()
            c.arc(x1 - radius, y0 + radius, radius, -math.pi / 2, 0)
            c.arc(x1 - radius, y1 - radius, radius, 0, math.pi / 2)
            c.arc(x0 + radius, y1 - radius, radius, math.pi / 2, math.pi)
            c.arc(x0 + radius, y0 + radius, radius, math.pi, 1.5 * math.pi)
            c.close_path()
        self.fill(colour)

    def line(self, points, width, colour):
        c = self.c
        c.set_line_width(width)
        c.set_line_cap(cairo.LINE_CAP_ROUND)
        c.set_line_join(cairo.LINE_JOIN_ROUND)
        c.set_source_rgb(*colour)
        c.move_to(*points[0])
        for point in points[1:]:
            c.line_to(*point)
        c.stroke()

    def arc(self, x, y, r, start, end, width, colour):
        self.c.new_path()
        self.c.set_line_width(width)
        self.c.set_line_cap(cairo.LINE_CAP_ROUND)
        self.c.set_source_rgb(*colour)
        self.c.arc(x, y, r, start, end)
        self.c.stroke()

    def blob(self, points, colour):
        """A smooth closed curve through the points."""
        n = len(points)
        self.c.move_to(*points[0])
        for i in range(n):
            p0, p1, p2, p3 = (points[(i + k - 1) % n] for k in range(4))
            self.c.curve_to(p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6,
                            p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6, *p2)
        self.c.close_path()
        self.fill(colour)

    def half_disc(self, x, y, rx, ry, colour):
        """The upper half of an ellipse, standing on y."""
        c = self.c
        c.new_path()
        c.save()
        c.translate(x, y)
        c.scale(rx, ry)
        c.arc(0, 0, 1, math.pi, 2 * math.pi)
        c.close_path()
        c.restore()
        self.fill(colour)

    def eye(self, x, y, r):
        self.circle(x, y, r, WHITE)
        self.circle(x, y, r * .62, INK)
        self.circle(x - r * .2, y - r * .25, r * .22, WHITE)


def star_points(corners, outer, inner, x=0., y=0.):
    points = []
    for k in range(2 * corners):
        r = outer if k % 2 == 0 else inner
        angle = -math.pi / 2 + k * math.pi / corners
        points.append((x + r * math.cos(angle), y + r * math.sin(angle)))
    return points
