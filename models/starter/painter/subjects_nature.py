# SPDX-License-Identifier: Apache-2.0
"""Sky, plants and fruit. Every subject fills [-1, 1] x [-1, 1]; what stands has its base at y = 1."""
import math

import cairo

from .pen import CREAM, INK, STEM, WHITE, WOOD, star_points


def sun(p, s):
    p.polygon(star_points(10, 1., .66), s.light)
    p.circle(0, 0, .62, s.base)
    p.circle(-.14, -.14, .26, s.light)


def moon(p, s):
    c = p.c
    c.push_group()
    p.circle(0, 0, .95, s.base)
    p.circle(-.60, .05, .12, s.dark)
    p.circle(-.38, .55, .15, s.dark)
    c.set_operator(cairo.OPERATOR_CLEAR)
    c.arc(.42, -.16, .76, 0, 7)
    c.fill()
    c.pop_group_to_source()
    c.paint()


def star(p, s):
    p.polygon(star_points(5, 1.05, .48, 0, .06), s.base)
    for k in range(5):
        tips = star_points(5, 1.05, .48, 0, .06)
        p.polygon([tips[2 * k], tips[(2 * k + 1) % 10], (0, .06)], s.dark if k in (0, 1, 2) else s.light)


def cloud(p, s):
    for dy, colour in ((.10, s.dark), (-.04, s.base)):
        p.rect(-.98, .05 + dy, .98, .58 + dy, colour, .26)
        for x, y, r in ((-.5, .05, .42), (.02, -.2, .54), (.55, .08, .38)):
            p.circle(x, y + dy, r, colour)
    p.circle(-.06, -.30, .28, s.light)


def mountain(p, s):
    p.polygon([(.15, 1), (.72, -.15), (1.3, 1)], s.dark)
    p.polygon([(-1.25, 1), (-.1, -1), (1.0, 1)], s.base)
    p.polygon([(-.1, -1), (1.0, 1), (.15, 1)], s.dark)
    snow = WHITE if s.name != "white" else (.72, .80, .92)
    p.polygon([(-.1, -1), (-.5, -.30), (-.28, -.42), (-.08, -.22), (.08, -.44), (.27, -.33)], snow)


def oak(p, s):
    p.polygon([(-.20, 1), (-.11, 0), (.11, 0), (.20, 1)], WOOD)
    p.line([(0, .45), (.3, .1)], .10, WOOD)
    for x, y, r in ((-.5, -.12, .42), (.5, -.12, .42), (-.34, -.52, .42), (.36, -.50, .42)):
        p.circle(x, y, r, s.dark)
    p.circle(0, -.36, .60, s.base)
    p.circle(-.20, -.55, .28, s.light)


def pine(p, s):
    p.rect(-.12, .7, .12, 1, WOOD)
    for colour, top, bottom, half in ((s.dark, -.02, .76, .74), (s.base, -.50, .32, .58), (s.light, -1., -.12, .42)):
        p.polygon([(-half, bottom), (0, top), (half, bottom)], colour)


def palm(p, s):
    p.polygon([(-.08, 1), (.02, .3), (-.06, -.4), (.08, -.4), (.20, .3), (.18, 1)], WOOD)
    for angle, colour in ((2.75, s.dark), (.40, s.dark), (-2.75, s.base), (-.40, s.base), (-2.1, s.light), (-1.0, s.light)):
        p.ellipse(.47 * math.cos(angle), -.44 + .42 * math.sin(angle), .52, .17, colour, angle)
    p.circle(-.10, -.32, .12, (.42, .24, .12))
    p.circle(.14, -.30, .12, (.42, .24, .12))


def cactus(p, s):
    for side, y in ((-1, .30), (1, .10)):
        p.line([(0, y), (side * .56, y), (side * .56, y - .50)], .30, s.base)
    p.rect(-.26, -.96, .26, 1, s.base, .26)
    p.line([(-.06, -.72), (-.06, .9)], .08, s.dark)
    p.line([(.12, -.72), (.12, .9)], .08, s.light)
    p.circle(0, -.94, .15, (.98, .45, .62) if s.name != "pink" else (.99, .85, .2))


def flower(p, s):
    p.line([(0, 1), (0, -.2)], .12, STEM)
    p.ellipse(.30, .60, .32, .13, STEM, -.5)
    p.ellipse(-.30, .70, .32, .13, STEM, .5)
    for k in range(6):
        angle = k * math.pi / 3 + math.pi / 6
        p.circle(.36 * math.cos(angle), -.38 + .36 * math.sin(angle), .27, s.base if k % 2 else s.light)
    p.circle(0, -.38, .23, (.99, .80, .15) if s.name not in ("yellow", "orange") else (.48, .27, .12))


def tulip(p, s):
    p.line([(0, 1), (0, -.2)], .13, STEM)
    p.blob([(0, 1), (.14, .55), (.50, .02), (.46, .6)], STEM)
    p.blob([(0, 1), (-.14, .55), (-.50, .12), (-.46, .65)], STEM)
    p.blob([(-.50, -.55), (-.46, -1.), (-.2, -.72), (0, -1.05), (.2, -.72), (.46, -1.), (.50, -.55), (.30, -.02), (-.30, -.02)], s.base)
    p.blob([(0, -1.02), (.22, -.55), (.12, -.05), (-.12, -.05), (-.22, -.55)], s.light)


def mushroom(p, s):
    p.blob([(-.22, 0), (.22, 0), (.28, .55), (.36, .98), (-.36, .98), (-.28, .55)], CREAM)
    p.ellipse(0, .10, .60, .12, (.80, .72, .62))
    p.half_disc(0, .10, .98, 1.05, s.base)
    dots = WHITE if s.name != "white" else (.86, .25, .22)
    for x, y, r in ((-.52, -.22, .16), (0, -.56, .19), (.52, -.22, .16)):
        p.circle(x, y, r, dots)


def leaf(p, s):
    p.line([(-.30, 1.), (0, .5)], .12, s.deep)
    p.blob([(0, .72), (-.55, .30), (-.62, -.25), (0, -1.08), (.62, -.25), (.55, .30)], s.base)
    p.blob([(0, .72), (.55, .30), (.62, -.25), (0, -1.08), (.06, -.2)], s.dark)
    p.line([(0, .6), (0, -.7)], .07, s.light)
    for y in (.25, -.15):
        p.line([(-.38, y - .28), (0, y), (.38, y - .28)], .06, s.light)


def apple(p, s):
    p.blob([(0, -.48), (.42, -.62), (.84, -.22), (.70, .55), (.28, .96), (0, .88), (-.28, .96), (-.70, .55), (-.84, -.22), (-.42, -.62)], s.base)
    p.ellipse(-.42, -.12, .16, .28, s.light, .4)
    p.line([(0, -.45), (.06, -.85)], .10, WOOD)
    p.ellipse(.34, -.80, .28, .14, STEM, -.4)


def pear(p, s):
    p.blob([(0, -.78), (.26, -.62), (.36, -.15), (.72, .35), (.60, .84), (0, 1.), (-.60, .84), (-.72, .35), (-.36, -.15), (-.26, -.62)], s.base)
    p.ellipse(-.34, .38, .16, .30, s.light, .3)
    p.line([(0, -.74), (.05, -1.)], .10, WOOD)
    p.ellipse(.27, -.90, .24, .11, STEM, -.3)


def cherry(p, s):
    p.line([(-.46, .45), (.05, -.85)], .08, STEM)
    p.line([(.46, .35), (.05, -.85)], .08, STEM)
    p.ellipse(.36, -.82, .34, .16, STEM, .1)
    for x, y in ((-.48, .55), (.48, .45)):
        p.circle(x, y, .43, s.base)
        p.circle(x - .14, y - .14, .14, s.light)


def heart(p, s):
    angles = [k * math.pi / 24 for k in range(48)]
    p.polygon([(.058 * 16 * math.sin(t) ** 3, -.058 * (13 * math.cos(t) - 5 * math.cos(2 * t) - 2 * math.cos(3 * t) - math.cos(4 * t)))
               for t in angles], s.base)
    p.ellipse(-.46, -.38, .14, .24, s.light, .6)


def snowman(p, s):
    body = WHITE
    shade = (.80, .86, .94)
    p.circle(0, .52, .50, shade)
    p.circle(-.04, .50, .46, body)
    p.circle(0, -.20, .36, body)
    p.rect(-.40, -.52, .40, -.42, s.base, .05)
    p.rect(-.27, -.98, .27, -.46, s.base, .05)
    p.rect(-.38, .06, .38, .24, s.base, .08)
    p.rect(.10, .14, .32, .62, s.dark, .06)
    p.circle(-.13, -.26, .06, INK)
    p.circle(.13, -.26, .06, INK)
    p.polygon([(0, -.20), (.30, -.10), (0, -.06)], (.98, .55, .10))


SUBJECTS = dict(sun=sun, moon=moon, star=star, cloud=cloud, mountain=mountain, oak=oak, pine=pine, palm=palm, cactus=cactus,
                flower=flower, tulip=tulip, mushroom=mushroom, leaf=leaf, apple=apple, pear=pear, cherry=cherry, heart=heart,
                snowman=snowman)
