# SPDX-License-Identifier: Apache-2.0
"""Buildings, vehicles and objects. Same frame as the other subjects."""
import math

from .pen import CREAM, GLOW, INK, WHITE, WOOD

METAL = (.36, .38, .44)


def lighthouse(p, s):
    p.polygon([(-.42, 1), (-.25, -.48), (.25, -.48), (.42, 1)], s.base)
    pale = CREAM if s.name != "white" else (.86, .30, .26)
    for top, bottom in ((-.22, .06), (.42, .70)):
        a, b = (.25 + .17 * (y + .48) / 1.48 for y in (top, bottom))
        p.polygon([(-a, top), (a, top), (b, bottom), (-b, bottom)], pale)
    p.rect(-.36, -.56, .36, -.44, INK)
    p.rect(-.20, -.80, .20, -.56, GLOW)
    p.polygon([(-.32, -.78), (0, -1.04), (.32, -.78)], s.dark)
    p.rect(-.11, .74, .11, 1, INK, .05)


def house(p, s):
    roof = (.50, .22, .18) if s.name not in ("red", "brown") else (.28, .30, .40)
    p.rect(.38, -.90, .60, -.25, roof)
    p.rect(-.76, -.12, .76, 1, s.base)
    p.polygon([(-1.0, -.05), (0, -.98), (1.0, -.05)], roof)
    p.rect(-.20, .36, .20, 1, WOOD, .04)
    for x in (-.52, .52):
        p.rect(x - .18, .14, x + .18, .52, GLOW)
        p.line([(x, .14), (x, .52)], .05, s.deep)
        p.line([(x - .18, .33), (x + .18, .33)], .05, s.deep)


def castle(p, s):
    p.rect(-.60, -.10, .60, 1, s.base)
    for x in (-.45, -.15, .15, .45):
        p.rect(x - .09, -.26, x + .09, -.05, s.base)
    for x in (-.72, .72):
        p.rect(x - .25, -.38, x + .25, 1, s.dark)
        p.polygon([(x - .33, -.36), (x, -1.0), (x + .33, -.36)], (.78, .20, .22) if s.name not in ("red", "pink", "orange") else (.26, .30, .58))
        p.rect(x - .08, -.10, x + .08, .18, GLOW, .05)
    p.rect(-.22, .50, .22, 1, WOOD)
    p.half_disc(0, .52, .22, .24, WOOD)
    p.rect(-.10, .08, .10, .28, GLOW, .04)


def windmill(p, s):
    p.polygon([(-.48, 1), (-.28, -.28), (.28, -.28), (.48, 1)], s.base)
    p.half_disc(0, -.26, .32, .30, s.dark)
    p.rect(-.13, .62, .13, 1, WOOD)
    p.rect(-.10, .12, .10, .36, GLOW)
    blade = CREAM if s.name != "white" else (.80, .62, .40)
    for k in range(4):
        angle = math.pi / 4 + k * math.pi / 2
        p.c.save()
        p.c.translate(0, -.28)
        p.c.rotate(angle)
        p.rect(.08, -.02, .92, .20, blade)
        p.line([(0, 0), (.95, 0)], .07, WOOD)
        p.c.restore()
    p.circle(0, -.28, .10, INK)


def tent(p, s):
    p.polygon([(-1.0, 1), (0, -.72), (1.0, 1)], s.base)
    p.polygon([(0, -.72), (1.0, 1), (.45, 1)], s.dark)
    p.polygon([(-.34, 1), (0, -.10), (.34, 1)], (.22, .16, .16))
    p.polygon([(-.34, 1), (0, -.10), (-.12, 1)], s.light)
    p.line([(0, -.72), (0, -.95)], .06, WOOD)
    p.polygon([(0, -.98), (.30, -.86), (0, -.74)], GLOW)


def balloon(p, s):
    p.line([(-.36, .30), (-.17, .74)], .05, WOOD)
    p.line([(.36, .30), (.17, .74)], .05, WOOD)
    p.rect(-.22, .68, .22, 1, WOOD, .05)
    shape = [(0, -1.), (.50, -.84), (.74, -.36), (.60, .12), (.26, .52), (-.26, .52), (-.60, .12), (-.74, -.36), (-.50, -.84)]
    for width, colour in ((1., s.base), (.62, s.accent()), (.30, s.base)):
        p.blob([(x * width, y) for x, y in shape], colour)
    p.rect(-.26, .46, .26, .56, s.dark, .04)


def rocket(p, s):
    p.blob([(-.22, .55), (.22, .55), (.14, .85), (0, 1.08), (-.14, .85)], (.99, .62, .10))
    p.blob([(-.10, .55), (.10, .55), (0, .88)], (1., .90, .35))
    for side in (-1, 1):
        p.polygon([(side * .26, .08), (side * .68, .66), (side * .22, .52)], s.dark)
    p.blob([(0, -1.06), (.26, -.66), (.36, -.05), (.26, .58), (-.26, .58), (-.36, -.05), (-.26, -.66)], s.base)
    p.blob([(0, -1.06), (.22, -.66), (-.22, -.66)], s.dark)
    p.circle(0, -.20, .21, WHITE)
    p.circle(0, -.20, .14, (.45, .75, .95))


def car(p, s):
    p.blob([(-.58, .10), (-.42, -.38), (0, -.48), (.38, -.38), (.62, .10)], s.base)
    p.rect(-1.02, .02, 1.02, .70, s.base, .20)
    p.rect(-1.02, .48, 1.02, .70, s.dark, .10)
    glass = (.72, .90, .98)
    p.polygon([(-.44, .06), (-.32, -.28), (-.05, -.32), (-.05, .06)], glass)
    p.polygon([(.07, .06), (.07, -.32), (.30, -.28), (.46, .06)], glass)
    p.circle(.90, .26, .10, GLOW)
    for x in (-.55, .55):
        p.circle(x, .72, .27, INK)
        p.circle(x, .72, .12, (.78, .80, .84))


def train(p, s):
    p.rect(-.96, -.66, -.20, .62, s.dark, .05)
    p.rect(-1.06, -.80, -.10, -.60, s.deep, .06)
    p.rect(-.78, -.42, -.38, .0, (.72, .90, .98), .04)
    p.rect(-.30, -.22, .86, .62, s.base, .16)
    p.rect(.42, -.72, .68, -.18, INK)
    p.rect(.34, -.84, .76, -.66, INK, .05)
    p.circle(.02, -.24, .17, GLOW)
    p.polygon([(.80, .50), (1.10, .86), (.70, .86)], METAL)
    for x, r in ((-.62, .30), (.10, .24), (.60, .24)):
        p.circle(x, 1 - r, r, INK)
        p.circle(x, 1 - r, r * .45, (.85, .30, .25) if s.name != "red" else (.95, .80, .25))


def sailboat(p, s):
    p.line([(0, -1), (0, .6)], .08, WOOD)
    p.polygon([(.08, -.95), (.08, .40), (.86, .40)], s.base)
    p.polygon([(-.08, -.78), (-.08, .40), (-.66, .40)], s.light)
    p.blob([(-.98, .52), (0, .54), (1.0, .52), (.66, .98), (-.62, .98)], WOOD)
    p.line([(-.84, .62), (.86, .62)], .08, CREAM)


def umbrella(p, s):
    p.line([(0, -.80), (0, .75)], .10, WOOD)
    p.arc(.18, .76, .18, 0, math.pi, .10, WOOD)
    p.half_disc(0, .10, 1.0, .98, s.base)
    p.half_disc(0, .10, .36, .98, s.light)
    for x, colour in ((-.68, s.base), (0, s.light), (.68, s.base)):
        p.ellipse(x, .10, .33, .12, s.dark if colour is s.base else s.base)
    p.line([(0, -.90), (0, -1.)], .09, WOOD)


def lantern(p, s):
    p.arc(0, -.66, .30, math.pi, 0, .09, METAL)
    p.polygon([(-.50, -.42), (-.22, -.76), (.22, -.76), (.50, -.42)], s.dark)
    p.rect(-.50, -.46, .50, .80, s.base, .06)
    p.rect(-.32, -.28, .32, .62, GLOW, .05)
    p.blob([(0, -.18), (.18, .20), (0, .50), (-.18, .20)], (.98, .55, .12))
    p.rect(-.62, .76, .62, 1, s.dark, .06)


def teapot(p, s):
    p.arc(-.68, .30, .32, .4 * math.pi, 1.6 * math.pi, .15, s.dark)
    p.polygon([(.45, .55), (1.02, -.28), (1.10, -.10), (.72, .70)], s.dark)
    p.ellipse(0, .38, .72, .60, s.base)
    p.ellipse(-.30, .18, .15, .24, s.light, .4)
    p.half_disc(0, -.12, .42, .28, s.dark)
    p.circle(0, -.46, .13, s.light)
    p.rect(-.42, .88, .42, 1, s.dark, .04)


def cup(p, s):
    p.arc(.60, .18, .28, -.5 * math.pi, .5 * math.pi, .15, s.dark)
    p.blob([(-.66, -.30), (.66, -.30), (.60, .40), (.36, .86), (-.36, .86), (-.60, .40)], s.base)
    p.ellipse(0, -.30, .66, .15, s.light)
    p.ellipse(0, -.28, .52, .10, (.36, .20, .10))
    p.ellipse(0, .90, .86, .11, s.dark)
    for x in (-.22, .22):
        p.line([(x, -.55), (x + .08, -.70), (x - .06, -.85), (x + .02, -1.)], .08, (.86, .88, .90))


def crown(p, s):
    p.polygon([(-.92, -.55), (-.46, .10), (0, -.80), (.46, .10), (.92, -.55), (.74, .80), (-.74, .80)], s.base)
    p.rect(-.76, .52, .76, .84, s.dark, .05)
    for x, y in ((-.92, -.58), (0, -.84), (.92, -.58)):
        p.circle(x, y, .14, s.light)
    gem = (.88, .14, .24) if s.name not in ("red", "pink", "orange") else (.20, .45, .92)
    for x in (-.42, 0, .42):
        p.circle(x, .68, .10, gem)


def robot(p, s):
    p.line([(0, -.70), (0, -.92)], .07, METAL)
    p.circle(0, -.94, .10, (.95, .25, .22) if s.name != "red" else GLOW)
    p.rect(-.48, -.76, .48, -.10, s.base, .12)
    p.rect(-.36, -.60, .36, -.26, INK, .08)
    for side in (-1, 1):
        p.circle(side * .17, -.43, .11, (.45, .95, .98))
        p.rect(side * .74 - .12, .0, side * .74 + .12, .56, s.dark, .10)
        p.rect(side * .26 - .16, .62, side * .26 + .16, 1, s.dark, .06)
    p.rect(-.56, -.04, .56, .70, s.base, .10)
    p.rect(-.28, .14, .28, .48, s.accent(), .06)


SUBJECTS = dict(lighthouse=lighthouse, house=house, castle=castle, windmill=windmill, tent=tent, balloon=balloon, rocket=rocket,
                car=car, train=train, sailboat=sailboat, umbrella=umbrella, lantern=lantern, teapot=teapot, cup=cup,
                crown=crown, robot=robot)
