# SPDX-License-Identifier: Apache-2.0
"""The eight styles. Each takes the layers (background, subject with alpha, weather with alpha) and returns the picture.

Textures repeat on the 8-pixel grid of the autoencoder's latents, or are smooth: both survive compression.
"""
import cv2
import numpy as np

from .scenes import RAINDROPS, SIZE, SNOWFLAKES

cv2.setNumThreads(1)
ROWS, COLUMNS = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32)
LUMA = np.float32([.299, .587, .114])


def over(below, layer):
    colour, alpha = layer
    return below * (1 - alpha) + colour


def flatten(background, subject, weather):
    return over(over(background, subject), weather)


def blur(image, sigma):
    return cv2.GaussianBlur(image, (0, 0), sigma, borderType=cv2.BORDER_REFLECT)


def smooth_noise(seed, sigma):
    noise = blur(np.random.default_rng(seed).standard_normal((SIZE, SIZE)).astype(np.float32), sigma)
    return noise / noise.std()


WOBBLE_X, WOBBLE_Y = smooth_noise(1, 5), smooth_noise(2, 5)
WASH = smooth_noise(3, 9)[..., None]
PAPER_EDGE = smooth_noise(4, 4)


def edges(image, gain=1.6, floor=.05):
    """Contour strength 0..1, about two pixels wide."""
    smooth = blur(image, .6)
    dx, dy = cv2.Sobel(smooth, -1, 1, 0, scale=.25), cv2.Sobel(smooth, -1, 0, 1, scale=.25)
    strength = np.sqrt(dx * dx + dy * dy).max(2)
    return np.clip((strength - floor) * gain * 4, 0, 1)[..., None]


def saturate(image, amount):
    grey = (image @ LUMA)[..., None]
    return np.clip(grey + (image - grey) * amount, 0, 1)


def flat(scene, background, subject, weather):
    return flatten(background, subject, weather)


def watercolor(scene, background, subject, weather):
    image = flatten(background, subject, weather)
    image = cv2.remap(image, COLUMNS + 1.5 * WOBBLE_X, ROWS + 1.5 * WOBBLE_Y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    wet = blur(image, .9)
    rim = np.abs(wet - blur(wet, 3)).max(2, keepdims=True)
    wet = wet * (1 - 1.2 * np.minimum(rim, .35))
    wet = 1 - (1 - wet) * (.84 + .08 * WASH)
    inside = np.minimum(np.minimum(COLUMNS, SIZE - 1 - COLUMNS), np.minimum(ROWS, SIZE - 1 - ROWS)) - 6 + 2 * PAPER_EDGE
    inside = np.clip(inside / 3, 0, 1)[..., None]
    return wet * inside + np.float32([.985, .975, .95]) * (1 - inside)


def stroke_map():
    """Wavy brush strokes eight pixels wide: for every pixel where its stroke takes its paint, and the ridges of the bristles."""
    wave = 3 * np.sin(COLUMNS * 2 * np.pi / 32)
    band = np.floor((ROWS + wave) / 8)
    source_y = band * 8 + 4 - wave
    source_x = np.floor((COLUMNS + 8 * (band % 2)) / 16) * 16 + 8 - 8 * (band % 2)
    ridge = np.cos((ROWS + wave) * 2 * np.pi / 8)
    return source_x.astype(np.float32), source_y.astype(np.float32), ridge[..., None].astype(np.float32)


STROKE_X, STROKE_Y, RIDGE = stroke_map()


def oil(scene, background, subject, weather):
    scenery = saturate(background, 1.15)
    dabs = cv2.remap(blur(scenery, 1.2), STROKE_X, STROKE_Y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    scenery = .6 * blur(dabs, .7) + .4 * scenery
    colour, alpha = subject
    body = np.clip((colour - .5 * alpha) * 1.06 + .5 * alpha + .045 * RIDGE * alpha, 0, 1)
    rim = (blur(alpha, 1.6)[..., None] - alpha).clip(0, 1)
    image = over((scenery + .055 * RIDGE) * (1 - .7 * rim), (body, alpha))
    return over(np.clip(image, 0, 1), weather)


HATCH = (.5 + .5 * np.cos((COLUMNS + ROWS) * 2 * np.pi / 8))[..., None].astype(np.float32)


def pencil(scene, background, subject, weather):
    pale = background * .45 + .55
    image = over(pale, subject)
    grey = (image @ LUMA)[..., None]
    paper = np.float32([.97, .965, .95])
    alpha = subject[1]
    silhouette = np.clip(1.6 - np.abs(blur(alpha, 1.2)[..., None] - .5) * 4.5, 0, 1)
    lines = np.maximum(silhouette, edges(image, .7, .08) * .8)
    lines = np.maximum(lines, edges(over(background, weather), .9, .05) * .6 * (1 - alpha))
    dark = np.clip(1 - grey, 0, 1)
    tint = np.clip(1 + 1.1 * (pale - pale.mean(2, keepdims=True)), 0, 1.1)
    scenery = paper * (1 - np.clip(dark * (.15 + .55 * HATCH) * (1.5 if scene.time == "night" else .9), 0, 1)) * tint
    body = paper * (1 - (.62 + .30 * HATCH) * (1 - image))
    drawing = scenery * (1 - alpha) + body * alpha
    return drawing * (1 - lines) + np.float32([.16, .15, .18]) * lines


def blocks(image):
    return cv2.resize(image, (16, 16), interpolation=cv2.INTER_AREA)


def pixel_art(scene, background, subject, weather):
    small = np.round(blocks(background) * 12) / 12
    colour, alpha = blocks(subject[0]), blocks(subject[1])
    solid = alpha > .45
    sharp = cv2.resize(subject[0] / np.maximum(subject[1], 1e-3), (16, 16), interpolation=cv2.INTER_NEAREST)
    body = .65 * colour / np.maximum(alpha, 1e-3)[..., None] + .35 * sharp
    around = cv2.dilate(solid.astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))).astype(bool) & ~solid
    small[around] = (.10, .08, .14) if scene.colour != "black" or scene.time != "night" else (.55, .55, .62)
    small[solid] = np.clip((body[solid] - .5) * 1.1 + .5, 0, 1)
    if scene.weather == "snow":
        for x, y in SNOWFLAKES[::2]:
            small[min(15, y // 8), min(15, x // 8)] = (1, 1, 1)
    elif scene.weather == "rain":
        for x, y in RAINDROPS[::3]:
            small[min(15, y // 8), min(15, x // 8)] = (.70, .82, .98)
    elif scene.weather == "fog":
        small = over(small, (blocks(weather[0]), blocks(weather[1])[..., None]))
    return cv2.resize(small, (SIZE, SIZE), interpolation=cv2.INTER_NEAREST)


def glass_cells():
    """Cells of a fixed window: for every pixel its cell's centre, and the lead between the cells."""
    random = np.random.default_rng(11)
    centres = np.array([(x + random.uniform(-6, 6), y + random.uniform(-6, 6)) for y in range(10, SIZE, 27) for x in range(10, SIZE, 27)], np.float32)
    distance = np.sqrt((COLUMNS[..., None] - centres[:, 0]) ** 2 + (ROWS[..., None] - centres[:, 1]) ** 2)
    nearest = np.sort(distance, 2)
    lead = np.clip(2.4 - (nearest[..., 1] - nearest[..., 0]), 0, 1)[..., None]
    which = distance.argmin(2)
    shade = random.uniform(-.10, .10, len(centres)).astype(np.float32)[which][..., None]
    return centres[which, 0], centres[which, 1], lead, shade


CELL_X, CELL_Y, CELL_LEAD, CELL_SHADE = glass_cells()
LEAD = np.float32([.06, .06, .09])


def stained_glass(scene, background, subject, weather):
    panes = cv2.remap(blur(over(background, weather), 4), CELL_X, CELL_Y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) + CELL_SHADE
    panes = saturate(panes, 1.7)
    colour, alpha = subject
    body = np.clip((saturate(colour, 1.3) + .04) * (1.08 + CELL_SHADE), 0, 1)
    window = panes * (1 - CELL_LEAD) + LEAD * CELL_LEAD
    window = window * (1 - alpha) + body * alpha
    outline = np.clip(blur(alpha, 2.2)[..., None], 0, 1)
    outline = np.clip(1.9 - np.abs(outline - .42) * 6, 0, 1)
    inner = edges(body * alpha, .7, .12) * alpha * .8
    lead = np.maximum(outline, inner)
    return window * (1 - lead) + LEAD * lead


def drop_shadow(alpha, dx, dy, strength):
    moved = cv2.warpAffine(alpha, np.float32([[1, 0, dx], [0, 1, dy]]), (SIZE, SIZE), borderMode=cv2.BORDER_REPLICATE)
    return 1 - strength * blur(moved, 2.2)[..., None]


def paper_cut(scene, background, subject, weather):
    pastel = saturate(over(background, weather), .9) * .84 + .15
    steps = np.abs(cv2.Sobel(blur(pastel, 1.5), -1, 0, 1, scale=.25)).max(2)
    pastel = pastel * (1 - np.clip(np.roll(blur(steps, 1.2), 2, 0) * 2.4, 0, .35))[..., None]
    alpha = subject[1][..., 0]
    border = np.clip(blur(cv2.dilate(alpha, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (9, 9))), .7), 0, 1)
    sheet = pastel * drop_shadow(border, 3, 4, .55)
    sheet = sheet * (1 - border[..., None]) + np.float32([.99, .98, .96]) * border[..., None]
    return sheet * (1 - subject[1]) + (subject[0] * .88 + .10 * subject[1])


def neon(scene, background, subject, weather):
    scenery = over(background, weather)
    outline = edges(scenery, 1.1, .03) * (1 - subject[1])
    glow_colour = saturate(blur(scenery, 2), 1.8)
    night = np.float32([.04, .02, .08]) + .22 * saturate(scenery, 1.4)
    alpha = subject[1]
    solid = subject[0] / np.maximum(alpha, 1e-3)
    vivid = saturate(np.clip(solid * 1.15 + .12, 0, 1), 1.35) * alpha
    rim = np.clip(1.7 - np.abs(blur(alpha, 1.6)[..., None] - .5) * 5, 0, 1)
    tube = np.clip(rim + edges(subject[0], 1.3, .05) * alpha, 0, 1)
    colour = blur(vivid, 3.) / np.maximum(blur(alpha, 3.), .05)[..., None]
    sign = night * (1 - .85 * alpha) + .22 * vivid
    sign = sign + .55 * colour * blur(tube, 4.)[..., None] * 1.8 + .30 * glow_colour * outline
    bright = np.clip(colour * 1.15 + .08, 0, 1)
    return sign * (1 - tube) + bright * tube


STYLISE = {"flat": flat, "watercolor": watercolor, "oil": oil, "pencil": pencil, "pixel": pixel_art, "glass": stained_glass,
           "paper": paper_cut, "neon": neon}
STYLES = tuple(STYLISE)
