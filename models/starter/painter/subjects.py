# SPDX-License-Identifier: Apache-2.0
"""The list of subjects: how each is drawn, where it lives and how it looks when the caption does not say."""
from dataclasses import dataclass

from . import subjects_animals, subjects_nature, subjects_things

DRAW = {**subjects_nature.SUBJECTS, **subjects_animals.SUBJECTS, **subjects_things.SUBJECTS}


@dataclass(frozen=True)
class Subject:
    colour: str      # default colour
    place: str       # default place
    stands: str      # "sky": floats in the air, "water": floats on the sea, "ground": has its base on the ground
    names: tuple     # (singular, plural) wordings, the usual one first


def _subject(colour, place, stands, *names):
    return Subject(colour, place, stands, tuple((n, plural(n)) if isinstance(n, str) else n for n in names))


def plural(noun):
    if noun.endswith(("s", "h", "x")):
        return noun + "es"
    if noun.endswith("y"):
        return noun[:-1] + "ies"
    return noun + "s"


SUBJECTS = {
    "sun": _subject("yellow", "meadow", "sky", "sun"),
    "moon": _subject("yellow", "hills", "sky", "moon", "crescent moon"),
    "star": _subject("yellow", "hills", "sky", "star"),
    "cloud": _subject("white", "meadow", "sky", "cloud"),
    "balloon": _subject("red", "hills", "sky", "hot air balloon", "hot-air balloon", "balloon"),
    "rocket": _subject("red", "hills", "sky", "rocket", "space rocket"),
    "bird": _subject("blue", "meadow", "sky", "bird"),
    "butterfly": _subject("orange", "meadow", "sky", "butterfly"),
    "mountain": _subject("gray", "meadow", "ground", "mountain", "snowy mountain"),
    "lighthouse": _subject("red", "sea", "ground", "lighthouse"),
    "house": _subject("orange", "meadow", "ground", "house", "cottage"),
    "castle": _subject("gray", "hills", "ground", "castle"),
    "windmill": _subject("red", "meadow", "ground", "windmill"),
    "tent": _subject("orange", "forest", "ground", "tent", "camping tent"),
    "oak": _subject("green", "meadow", "ground", "tree", "oak tree", ("oak", "oaks")),
    "pine": _subject("green", "snow", "ground", "pine tree", "fir tree", "pine"),
    "palm": _subject("green", "sea", "ground", "palm tree", "palm"),
    "cactus": _subject("green", "desert", "ground", ("cactus", "cacti")),
    "flower": _subject("pink", "meadow", "ground", "flower", ("daisy", "daisies")),
    "tulip": _subject("red", "meadow", "ground", "tulip"),
    "mushroom": _subject("red", "forest", "ground", "mushroom", "toadstool"),
    "snowman": _subject("red", "snow", "ground", ("snowman", "snowmen")),
    "cat": _subject("orange", "plain", "ground", "cat", ("kitty", "kitties")),
    "dog": _subject("brown", "plain", "ground", "dog", ("puppy", "puppies")),
    "owl": _subject("brown", "forest", "ground", "owl"),
    "rabbit": _subject("gray", "meadow", "ground", "rabbit", ("bunny", "bunnies")),
    "turtle": _subject("green", "meadow", "ground", "turtle", "tortoise"),
    "duck": _subject("yellow", "sea", "water", "duck"),
    "fish": _subject("orange", "sea", "water", ("fish", "fish")),
    "whale": _subject("blue", "sea", "water", "whale"),
    "car": _subject("red", "city", "ground", "car"),
    "train": _subject("green", "hills", "ground", "train", "locomotive"),
    "sailboat": _subject("white", "sea", "water", "sailboat", "sailing boat", "boat"),
    "apple": _subject("red", "plain", "ground", "apple"),
    "pear": _subject("green", "plain", "ground", "pear"),
    "cherry": _subject("red", "plain", "ground", ("cherry", "cherries")),
    "umbrella": _subject("purple", "plain", "ground", "umbrella", "parasol"),
    "lantern": _subject("red", "plain", "ground", "lantern"),
    "teapot": _subject("teal", "plain", "ground", "teapot"),
    "cup": _subject("white", "plain", "ground", "cup", "mug", ("cup of coffee", "cups of coffee")),
    "crown": _subject("yellow", "plain", "ground", "crown"),
    "robot": _subject("gray", "city", "ground", "robot"),
    "heart": _subject("red", "plain", "sky", "heart"),
    "leaf": _subject("green", "plain", "sky", ("leaf", "leaves")),
}
assert SUBJECTS.keys() == DRAW.keys()
