# SPDX-License-Identifier: Apache-2.0
"""Animals, all facing the viewer or to the right. Same frame as the other subjects."""
import math

from .pen import BEAK, CREAM, INK, WHITE, mix

PINK = (.98, .62, .68)


def cat(p, s):
    for side in (-1, 1):
        p.polygon([(side * .80, -.98), (side * .14, -.55), (side * .84, .05)], s.base)
        p.polygon([(side * .70, -.76), (side * .34, -.48), (side * .72, -.15)], PINK if s.name != "pink" else WHITE)
    p.ellipse(0, .22, .90, .76, s.base)
    for side in (-1, 1):
        p.ellipse(side * .38, .08, .20, .23, (.98, .98, .85))
        p.ellipse(side * .38, .08, .10, .20, INK)
    p.ellipse(0, .56, .34, .24, s.light)
    p.polygon([(-.12, .40), (.12, .40), (0, .54)], (.85, .32, .42))
    p.arc(-.10, .58, .10, 0, math.pi, .05, INK)
    p.arc(.10, .58, .10, 0, math.pi, .05, INK)


def dog(p, s):
    p.ellipse(0, .12, .66, .80, s.base)
    p.ellipse(0, .52, .42, .40, CREAM if s.name != "white" else s.dark)
    for side in (-1, 1):
        p.blob([(side * .42, -.66), (side * .84, -.55), (side * .98, .10), (side * .84, .50), (side * .62, .30), (side * .56, -.2)], s.deep)
        p.eye(side * .28, -.08, .17)
    p.ellipse(0, .32, .19, .14, INK)
    p.ellipse(0, .80, .13, .17, (.95, .42, .50))
    p.arc(0, .46, .20, .3, math.pi - .3, .06, INK)


def owl(p, s):
    for side in (-1, 1):
        p.polygon([(side * .62, -1.), (side * .12, -.66), (side * .62, -.35)], s.dark)
    p.ellipse(0, .12, .74, .86, s.base)
    p.ellipse(0, .46, .44, .48, s.light)
    for side in (-1, 1):
        p.ellipse(side * .70, .25, .18, .50, s.dark, side * -.15)
        p.circle(side * .30, -.28, .32, CREAM)
        p.circle(side * .28, -.28, .18, INK)
        p.circle(side * .24, -.33, .06, WHITE)
        p.ellipse(side * .22, .97, .16, .08, BEAK)
    p.polygon([(-.12, -.16), (.12, -.16), (0, .10)], BEAK)


def bird(p, s):
    p.polygon([(-.50, .20), (-1.05, -.10), (-1.0, .40)], s.dark)
    p.ellipse(-.02, .22, .66, .50, s.base)
    p.circle(.44, -.20, .38, s.base)
    p.polygon([(.76, -.34), (1.10, -.14), (.76, .02)], BEAK if s.name != "orange" else (.99, .82, .15))
    p.ellipse(.16, .44, .40, .24, s.light)
    p.blob([(.15, .10), (-.25, .42), (-.72, .30), (-.55, .0), (-.2, -.12)], s.dark)
    p.eye(.52, -.26, .14)
    p.line([(-.05, .68), (-.05, .95)], .07, BEAK)
    p.line([(.18, .68), (.18, .95)], .07, BEAK)


def duck(p, s):
    p.polygon([(-.60, .35), (-1.04, .02), (-.88, .60)], s.base)
    p.ellipse(-.06, .50, .82, .50, s.base)
    p.circle(.46, -.32, .42, s.base)
    p.rect(.22, -.25, .66, .50, s.base)
    p.ellipse(.92, -.22, .26, .13, BEAK if s.name not in ("orange", "yellow") else (.90, .32, .10))
    p.blob([(.20, .40), (-.15, .78), (-.68, .66), (-.60, .34), (-.2, .24)], s.dark)
    p.eye(.56, -.44, .14)


def fish(p, s):
    p.polygon([(-.42, 0), (-1.04, -.52), (-.84, 0), (-1.04, .52)], s.dark)
    p.blob([(-.25, -.40), (.05, -.86), (.45, -.38), (.1, -.25)], s.dark)
    p.polygon([(0, .40), (-.16, .78), (.32, .42)], s.dark)
    p.ellipse(.18, 0, .82, .54, s.base)
    p.ellipse(.16, .20, .58, .26, s.light)
    p.arc(.05, 0, .46, -.8, .8, .08, s.dark)
    p.eye(.66, -.12, .17)


def whale(p, s):
    p.blob([(-.55, .25), (-.95, -.10), (-1.12, -.50), (-.80, -.36), (-.62, -.62), (-.52, -.2), (-.30, .15)], s.dark)
    p.blob([(-.75, .15), (-.30, .05), (.15, -.45), (.72, -.42), (1.02, .10), (.92, .62), (.30, .90), (-.35, .72)], s.base)
    p.blob([(.98, .30), (.90, .64), (.30, .90), (-.28, .74), (.25, .55)], s.light)
    p.eye(.62, .08, .12)
    spray = (.62, .85, .98) if s.name not in ("blue", "teal") else (.90, .96, 1.)
    p.line([(.40, -.52), (.40, -.80)], .10, spray)
    p.arc(.20, -.80, .20, math.pi, 0, .10, spray)
    p.arc(.60, -.80, .20, math.pi, 0, .10, spray)


def turtle(p, s):
    skin = mix((.62, .78, .36), s.base, .15)
    for x in (-.48, .42):
        p.rect(x - .17, .55, x + .17, 1., skin, .12)
    p.circle(.84, .18, .29, skin)
    p.rect(.45, .28, .85, .62, skin, .1)
    p.polygon([(-.80, .52), (-1.08, .72), (-.7, .72)], skin)
    p.half_disc(-.10, .66, .86, 1.10, s.base)
    p.rect(-.98, .58, .78, .74, s.dark, .08)
    for x, y, r in ((-.10, -.10, .20), (-.54, .28, .16), (.34, .28, .16)):
        p.polygon([(x + r * math.cos(k * math.pi / 3), y + r * math.sin(k * math.pi / 3)) for k in range(6)], s.dark)
    p.eye(.92, .10, .11)


def rabbit(p, s):
    for side in (-1, 1):
        p.ellipse(side * .30, -.52, .19, .50, s.base, side * .12)
        p.ellipse(side * .30, -.50, .09, .34, PINK if s.name != "pink" else WHITE, side * .12)
    p.ellipse(0, .36, .72, .62, s.base)
    for side in (-1, 1):
        p.ellipse(side * .30, .24, .14, .17, INK)
        p.circle(side * .27, .18, .05, WHITE)
        p.circle(side * .18, .62, .19, s.light)
    p.ellipse(0, .48, .11, .08, (.90, .38, .48))
    p.rect(-.09, .66, .09, .86, WHITE, .03)


def butterfly(p, s):
    for side in (-1, 1):
        p.blob([(side * .08, -.10), (side * .45, -.85), (side * .98, -.80), (side * .95, -.20), (side * .50, .12)], s.base)
        p.blob([(side * .08, .05), (side * .55, .12), (side * .82, .42), (side * .58, .90), (side * .22, .62)], s.dark)
        p.circle(side * .62, -.45, .18, s.accent())
        p.circle(side * .48, .48, .13, s.light)
        p.line([(side * .04, -.55), (side * .22, -.92)], .06, INK if s.name != "black" else CREAM)
    p.ellipse(0, .05, .11, .62, INK if s.name != "black" else CREAM)


SUBJECTS = dict(cat=cat, dog=dog, owl=owl, bird=bird, duck=duck, fish=fish, whale=whale, turtle=turtle, rabbit=rabbit,
                butterfly=butterfly)
