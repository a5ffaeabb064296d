# SPDX-License-Identifier: Apache-2.0
"""Drawing a random scene together with a caption that is true of it.

What a caption leaves out takes its default: the subject's own colour, clear, one, in the middle, flat illustration. Place and time
vary now and then when they are not named, so that different seeds give different pictures. Apart from this a caption says everything:
nothing about the picture is left to chance, which is what lets a model this small and this briefly trained paint crisp shapes.
"""
from .held_out import is_held_out
from .pen import COLOURS
from .picture import POSITIONS, Scene
from .scenes import PLACES, TIMES, WEATHERS
from .styles import STYLES
from .subjects import SUBJECTS

COLOUR_WORDS = {"teal": ("teal", "turquoise"), "purple": ("purple", "violet"), "gray": ("gray", "grey")}
COUNT_WORDS = {2: ("two", "two", "a pair of"), 3: ("three",)}
POSITION_WORDS = {"left": ("on the left", "on the left side", "to the left"), "right": ("on the right", "on the right side", "to the right"),
                  "middle": ("in the middle", "in the center", "in the centre")}
PLACE_WORDS = {
    "plain": ("on a plain background", "on a simple background", "on a table"),
    "sea": ("by the sea", "by the sea", "at the seaside", "by the ocean", "at sea", "on the beach", "on the sea"),
    "meadow": ("in a meadow", "in a meadow", "on a green meadow", "in a field", "in the grass", "in a garden"),
    "snow": ("in the snow", "in the snow", "in a snowy landscape", "on a snowy field", "in winter"),
    "desert": ("in the desert", "in the desert", "in a sandy desert", "among dunes"),
    "hills": ("in the hills", "among green hills", "on a hill", "over the hills"),
    "city": ("in the city", "in the city", "in a town", "in front of a city", "on a street"),
    "forest": ("in the forest", "in a forest", "in the woods", "among trees"),
}
TIME_WORDS = {
    "day": ("by day", "during the day", "in daylight", "at noon"),
    "dawn": ("at dawn", "at dawn", "at sunrise", "in the early morning"),
    "sunset": ("at sunset", "at sunset", "at dusk", "in the evening"),
    "night": ("at night", "at night", "by night", "under the stars", "in the moonlight"),
}
WEATHER_WORDS = {
    "clear": ("under a clear sky", "in clear weather"),
    "cloudy": ("under a cloudy sky", "in cloudy weather", "on a cloudy day", "cloudy"),
    "rain": ("in the rain", "in the rain", "in rainy weather", "rainy", "raining"),
    "snow": ("in falling snow", "while it snows", "snowing", "in a snowfall"),
    "fog": ("in the fog", "in fog", "in the mist", "foggy", "misty"),
}
STYLE_WORDS = {
    "flat": ("flat illustration", "flat illustration", "illustration", "vector art", "flat design"),
    "watercolor": ("watercolor", "watercolor", "watercolor painting", "watercolour", "aquarelle"),
    "oil": ("oil painting", "oil painting", "oil on canvas", "oil paint"),
    "pencil": ("pencil sketch", "pencil sketch", "pencil drawing", "sketch"),
    "pixel": ("pixel art", "pixel art", "8-bit pixel art", "pixelated"),
    "glass": ("stained glass", "stained glass", "stained glass window"),
    "paper": ("paper cut", "paper cut", "papercut", "paper cutout", "cut paper"),
    "neon": ("neon", "neon sign", "neon lights", "glowing neon"),
}
LEADING_STYLES = {
    "flat": "a flat illustration of", "watercolor": "a watercolor of", "oil": "an oil painting of", "pencil": "a pencil sketch of",
    "pixel": "pixel art of", "glass": "a stained glass window of", "paper": "a paper cut of", "neon": "a neon sign of",
}
UNASKED_PLACES = ("plain", "meadow", "hills")
DECORATIONS = ("a picture of", "a drawing of", "an image of")


def article(word):
    return "an" if word[0] in "aeio" or word.startswith("umb") else "a"


def draw_scene(pick, allow_held_out=False):
    """A random scene and the set of attributes that its caption will name."""
    while True:
        named = {name for name, chance in dict(colour=.82, place=.55, time=.50, weather=.22, style=.88).items() if pick.random() < chance}
        subject = pick.choice(list(SUBJECTS))
        default = SUBJECTS[subject]
        scene = Scene(subject, default.colour, place=default.place)
        if "colour" in named:
            scene.colour = pick.choice(list(COLOURS))
        if "style" in named:
            scene.style = pick.choice(STYLES)
        if "place" in named:
            scene.place = pick.choice(PLACES)
        elif pick.random() < .2:
            scene.place = pick.choice(UNASKED_PLACES)
        if "time" in named:
            scene.time = pick.choice(TIMES)
        elif pick.random() < .15:
            scene.time = pick.choice(TIMES)
        if "weather" in named:
            scene.weather = pick.choice(WEATHERS)
        scene = settle_place(scene, named)
        if pick.random() < .20:
            scene.count = pick.choice((2, 2, 3))
        elif pick.random() < .24:
            scene.position = pick.choice(POSITIONS)
            named.add("position")
        if allow_held_out or not is_held_out(scene):
            return scene, named


def settle_place(scene, named):
    """A plain backdrop has no weather, and when only time or weather is asked for there should be a sky."""
    if scene.place == "plain":
        if "place" not in named and named & {"time", "weather"}:
            scene.place = "meadow"
        elif scene.weather != "clear":
            scene.weather = "clear"
            named.discard("weather")
    return scene


def noun_phrase(scene, named, pick):
    names = SUBJECTS[scene.subject].names
    singular, plural = names[0] if pick.random() < .6 else pick.choice(names)
    colour = pick.choice(COLOUR_WORDS.get(scene.colour, (scene.colour,))) if "colour" in named else ""
    if scene.count > 1:
        words = (pick.choice(COUNT_WORDS[scene.count]), colour, plural)
    else:
        thing = f"{colour} {singular}".strip()
        lead = pick.random()
        if lead < .84:
            words = ("the" if singular in ("sun", "moon") and not colour else article(thing), thing)
        else:
            words = (("one" if lead < .90 else ""), thing)
    return " ".join(word for word in words if word)


def caption(scene, named, pick):
    details = []
    for attribute, wordings in (("position", POSITION_WORDS), ("place", PLACE_WORDS), ("time", TIME_WORDS), ("weather", WEATHER_WORDS)):
        if attribute in named:
            words = pick.choice(wordings[getattr(scene, attribute)])
            if attribute == "weather" and scene.weather == "clear" and "night" == scene.time:
                words = "under a clear sky"
            details.append(words)
    if pick.random() < .25:
        pick.shuffle(details)
    joint = ", " if pick.random() < .2 else " "
    text = joint.join([noun_phrase(scene, named, pick), *details])
    if "style" in named:
        form = pick.random()
        if form < .18:
            return f"{LEADING_STYLES[scene.style]} {text}"
        words = pick.choice(STYLE_WORDS[scene.style])
        if form < .28:
            return f"{words}, {text}"
        if form < .36 and not words.endswith("ed"):
            return f"{text}, {words} style"
        if form < .42:
            return f"{text}, in {words} style"
        return f"{text}, {words}"
    if pick.random() < .08:
        return f"{pick.choice(DECORATIONS)} {text}"
    return text


def full_caption(scene):
    """The plain wording that names everything which is not a default: what evaluation asks for."""
    named = {"colour"}
    default = SUBJECTS[scene.subject]
    for attribute, value in (("place", default.place), ("time", "day"), ("weather", "clear"), ("position", "middle")):
        if getattr(scene, attribute) != value:
            named.add(attribute)
    words = [f"{article(scene.colour)} {scene.colour} {default.names[0][0]}" if scene.count == 1
             else f"{COUNT_WORDS[scene.count][0]} {scene.colour} {default.names[0][1]}"]
    for attribute, wordings in (("position", POSITION_WORDS), ("place", PLACE_WORDS), ("time", TIME_WORDS), ("weather", WEATHER_WORDS)):
        if attribute in named:
            words.append(wordings[getattr(scene, attribute)][0])
    return f"{' '.join(words)}, {STYLE_WORDS[scene.style][0]}"


def draw_example(pick, allow_held_out=False):
    scene, named = draw_scene(pick, allow_held_out)
    return scene, caption(scene, named, pick)
