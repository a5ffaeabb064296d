# SPDX-License-Identifier: Apache-2.0
"""Places, times of day and weather: everything behind and in front of the subject.

Decorations have fixed positions. A model that sees half a million pictures learns a fixed thing crisply and a random one as a blur.
"""
import cairo

from .pen import GLOW, WHITE, Pen, mix

SIZE = 128
HORIZON = 84

PLACES = ("plain", "sea", "meadow", "snow", "desert", "hills", "city", "forest")
TIMES = ("day", "dawn", "sunset", "night")
WEATHERS = ("clear", "cloudy", "rain", "snow", "fog")

SKY = {"day": ((.36, .68, .96), (.80, .93, 1.)), "dawn": ((.62, .76, .95), (1., .84, .80)),
       "sunset": ((.48, .26, .58), (1., .60, .28)), "night": ((.04, .06, .20), (.15, .20, .44))}
OVERCAST = {"day": (.70, .75, .80), "dawn": (.78, .74, .78), "sunset": (.62, .48, .50), "night": (.13, .15, .22)}
TINT = {"day": (1, 1, 1), "dawn": (1., .90, .92), "sunset": (.90, .64, .58), "night": (.32, .36, .56)}
BACKDROP = {"day": (.95, .90, .80), "dawn": (.98, .84, .80), "sunset": (.96, .70, .48), "night": (.16, .18, .34)}

STARS = ((14, 16, 2.), (34, 34, 1.6), (52, 12, 1.8), (76, 26, 1.6), (92, 10, 2.), (20, 54, 1.8), (112, 52, 2.), (96, 70, 1.5), (62, 60, 1.5))
SNOWFLAKES = tuple((12 + 26 * column + 13 * (row % 2), 10 + 20 * row) for row in range(6) for column in range(5))
RAINDROPS = tuple((10 + 24 * column + 12 * (row % 2), 6 + 22 * row) for row in range(6) for column in range(6))


def tinted(colour, time):
    return tuple(x * y for x, y in zip(colour, TINT[time]))


def paint_sky(p, scene):
    top, bottom = SKY[scene.time]
    if scene.weather != "clear":
        grey = OVERCAST[scene.time]
        amount = {"cloudy": .55, "rain": .80, "snow": .60, "fog": .70}[scene.weather]
        top, bottom = mix(top, grey, amount), mix(bottom, mix(grey, WHITE, .15), amount)
    gradient = cairo.LinearGradient(0, 0, 0, HORIZON + 4)
    gradient.add_color_stop_rgb(0, *top)
    gradient.add_color_stop_rgb(1, *bottom)
    p.c.set_source(gradient)
    p.c.paint()
    if scene.style == "paper":      # sheets of paper, one above the other
        for y, t in ((26, .35), (46, .65), (64, 1.)):
            for x in (0, 43, 86, 129):
                p.circle(x, y + 22, 26, mix(top, bottom, t))
            p.rect(0, y + 10, SIZE, SIZE, mix(top, bottom, t))
    if scene.weather in ("clear", "snow") and scene.time == "night":
        for x, y, r in STARS:
            p.circle(x, y, r, (.98, .96, .80))
    if scene.weather == "clear" and scene.subject not in ("sun", "moon", "star"):
        if scene.time == "night":
            p.circle(108, 22, 10, (.98, .95, .80))
            p.circle(112, 18, 8.5, mix(top, bottom, .18))
        elif scene.time == "sunset":
            p.circle(104, 70, 15, (1., .84, .42))
        elif scene.time == "dawn":
            p.circle(22, 76, 12, (1., .95, .72))
        else:
            p.circle(16, 16, 10, (1., .90, .40))
    if scene.weather in ("cloudy", "rain"):
        colour = mix(OVERCAST[scene.time], WHITE, .45 if scene.weather == "cloudy" else -.12)
        for x, y, k in ((22, 16, 1.), (68, 12, 1.2), (112, 20, 1.)):
            for dx, dy, r in ((-13, 3, 8), (0, -2, 11), (13, 3, 8)):
                p.circle(x + k * dx, y + k * dy, k * r, colour)
            p.rect(x - 20 * k, y + 2 * k, x + 20 * k, y + 11 * k, colour, 5)


def hill(p, x, width, top, colour):
    p.ellipse(x, 140, width, 140 - top, colour)


def paint_sea(p, scene):
    water = tinted((.10, .48, .76), scene.time)
    p.rect(0, HORIZON, SIZE, SIZE, water)
    p.rect(0, HORIZON + 16, SIZE, SIZE, mix(water, (0, .10, .30), .22))
    wave = mix(water, WHITE, .40)
    for x, y, w in ((6, 90, 18), (100, 93, 20), (18, 106, 14), (96, 110, 18), (50, 122, 22)):
        p.line([(x, y), (x + w, y)], 2.4, wave)
    if scene.stands == "ground":
        hill(p, 64, 74, 104, tinted((.93, .80, .54), scene.time))


def paint_meadow(p, scene):
    hill(p, 30, 90, HORIZON - 6, tinted((.34, .68, .28), scene.time))
    hill(p, 84, 130, HORIZON + 4, tinted((.46, .78, .30), scene.time))
    for k, (x, y) in enumerate(((10, 100), (26, 118), (100, 120), (116, 102), (64, 124), (44, 106))):
        p.circle(x, y, 2.6, tinted((WHITE, (1., .86, .25), (.98, .52, .64))[k % 3], scene.time))


def paint_snow(p, scene):
    for x, height in ((12, 30), (28, 22), (104, 24), (119, 32)):
        p.polygon([(x - 10, HORIZON + 6), (x, HORIZON + 6 - height), (x + 10, HORIZON + 6)], tinted((.52, .68, .72), scene.time))
    hill(p, 24, 100, HORIZON - 2, tinted((.82, .89, .97), scene.time))
    hill(p, 92, 120, HORIZON + 6, tinted((.92, .95, .99), scene.time))


def paint_desert(p, scene):
    p.polygon([(78, HORIZON + 6), (86, 62), (114, 62), (124, HORIZON + 6)], tinted((.80, .48, .32), scene.time))
    hill(p, 26, 80, HORIZON - 4, tinted((.90, .68, .38), scene.time))
    hill(p, 96, 110, HORIZON + 6, tinted((.97, .79, .48), scene.time))


def paint_hills(p, scene):
    hill(p, 16, 56, 58, tinted((.44, .66, .66), scene.time))
    hill(p, 106, 62, 64, tinted((.36, .60, .52), scene.time))
    hill(p, 58, 110, 88, tinted((.40, .66, .36), scene.time))
    hill(p, 20, 90, 106, tinted((.30, .58, .30), scene.time))


def paint_city(p, scene):
    wall = tinted((.52, .56, .68), scene.time)
    window = GLOW if scene.time in ("night", "sunset") else (.80, .90, .98)
    for x, w, top in ((0, 22, 44), (24, 18, 62), (86, 18, 56), (106, 22, 36)):
        p.rect(x, top, x + w, SIZE, mix(wall, (.2, .2, .35), .25 * (x % 4 == 0)))
        for wx in (x + 4, x + w - 9):
            for wy in range(top + 6, HORIZON, 12):
                p.rect(wx, wy, wx + 5, wy + 6, window)
    p.rect(44, 72, 84, SIZE, mix(wall, WHITE, .12))
    p.rect(0, HORIZON + 12, SIZE, SIZE, tinted((.44, .44, .48), scene.time))
    p.rect(0, HORIZON + 8, SIZE, HORIZON + 13, tinted((.76, .75, .74), scene.time))


def paint_forest(p, scene):
    p.rect(0, HORIZON - 10, SIZE, SIZE, tinted((.12, .36, .26), scene.time))
    for x, height in ((4, 62), (24, 50), (44, 40), (84, 40), (104, 52), (124, 62)):
        for k in range(3):
            y = HORIZON + 8 - height * .28 * k
            half = 14 - 3 * k
            p.polygon([(x - half, y), (x, y - height * .46), (x + half, y)], tinted((.12 + .03 * k, .40 + .05 * k, .28), scene.time))
    hill(p, 64, 150, HORIZON + 4, tinted((.30, .52, .24), scene.time))


def paint_plain(p, scene):
    wall = BACKDROP[scene.time]
    p.rect(0, 0, SIZE, SIZE, wall)
    p.rect(0, 100, SIZE, SIZE, mix(wall, (.45, .30, .25), .22))


PAINT_PLACE = {"sea": paint_sea, "meadow": paint_meadow, "snow": paint_snow, "desert": paint_desert, "hills": paint_hills,
               "city": paint_city, "forest": paint_forest}


def paint_background(context, scene):
    p = Pen(context)
    if scene.place == "plain":
        paint_plain(p, scene)
    else:
        paint_sky(p, scene)
        PAINT_PLACE[scene.place](p, scene)


def paint_weather(context, scene):
    """What falls or drifts in front of the subject, on a transparent surface."""
    p = Pen(context)
    if scene.weather == "snow":
        for x, y in SNOWFLAKES:
            p.circle(x, y, 2.6, WHITE)
    elif scene.weather == "rain":
        for x, y in RAINDROPS:
            p.line([(x, y), (x - 4, y + 9)], 2.2, (.78, .88, .98))
    elif scene.weather == "fog":
        gradient = cairo.LinearGradient(0, 20, 0, SIZE)
        mist = (.30, .33, .42) if scene.time == "night" else (.93, .93, .94)
        for stop, alpha in ((0, .10), (.45, .32), (.75, .50), (1, .70)):
            gradient.add_color_stop_rgba(stop, *mist, alpha)
        context.set_source(gradient)
        context.paint()
