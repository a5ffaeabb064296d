# SPDX-License-Identifier: Apache-2.0
"""Combinations that no training picture contains, so that evaluate.py can ask for them."""

SUBJECT_COLOUR = frozenset({
    ("lighthouse", "purple"), ("cat", "blue"), ("fish", "green"), ("house", "teal"), ("mushroom", "purple"), ("sailboat", "pink"),
    ("star", "green"), ("car", "brown"), ("apple", "blue"), ("owl", "orange"), ("robot", "pink"), ("balloon", "gray"),
})

SUBJECT_STYLE = frozenset({
    ("castle", "glass"), ("dog", "neon"), ("whale", "paper"), ("rocket", "watercolor"), ("cactus", "oil"), ("teapot", "pixel"),
    ("butterfly", "pencil"), ("windmill", "neon"),
})


def is_held_out(scene):
    return (scene.subject, scene.colour) in SUBJECT_COLOUR or (scene.subject, scene.style) in SUBJECT_STYLE
