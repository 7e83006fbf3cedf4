"""Forms of digits that people write but scanned training sets hardly contain, drawn by us.

A form is a label and its strokes, smooth or straight, through points in a box of 1 by 1 (y down). They are written with
random proportions, slant and wobble. From them a network learns ones with flag and foot, slashed zeros, crossed sevens,
open fours and hooked nines.
"""

from dataclasses import dataclass

import numpy as np

from lecun1989.ink.strokes import Stroke, smooth

STEPS = 5  # steps of a smooth stroke between two points of the form
WOBBLE = 0.05  # standard deviation of each slow wave that bends a form
TREMBLE = 0.015  # standard deviation of each point's own displacement


@dataclass(frozen=True)
class Line:
    """A stroke of a form: the points that it passes through, on a smooth curve or on straight lines."""

    points: tuple[tuple[float, float], ...]
    smooth: bool


def _smooth(*points: tuple[float, float]) -> Line:
    return Line(points, smooth=True)


def _straight(*points: tuple[float, float]) -> Line:
    return Line(points, smooth=False)


# fmt: off
_OVAL = _smooth((.5, 0), (.2, .1), (.03, .35), (.03, .65), (.2, .92), (.5, 1), (.8, .92), (.97, .65), (.97, .35),
                (.8, .1), (.5, 0))
FORMS: tuple[tuple[int, tuple[Line, ...]], ...] = (
    (0, (_OVAL,)),
    (0, (
        _smooth((.7, .05), (.35, .02), (.08, .3), (.05, .7), (.3, .98), (.7, .97), (.95, .65), (.9, .25),
                (.6, .03), (.4, .08)),
    )),
    (0, (_OVAL, _straight((.95, .02), (.05, .98)),)),
    (0, (_OVAL, _straight((.8, .2), (.2, .8)),)),
    (1, (_straight((.5, 0), (.5, 1)),)),
    (1, (_straight((.15, .28), (.55, 0), (.55, 1)),)),
    (1, (_straight((0, .4), (.6, 0), (.6, 1)),)),
    (1, (_straight((.2, .22), (.5, 0), (.5, 1)), _straight((.1, 1), (.9, 1)),)),
    (1, (_straight((.3, .12), (.5, 0), (.5, 1)), _straight((.2, 1), (.8, 1)),)),
    (1, (_straight((.5, 0), (.5, 1)), _straight((.15, 1), (.85, 1)),)),
    (2, (
        _smooth((.05, .25), (.25, .03), (.65, 0), (.9, .22), (.75, .5), (.4, .75), (0, 1)),
        _straight((0, 1), (1, 1)),
    )),
    (2, (
        _smooth((.05, .2), (.4, 0), (.85, .12), (.85, .42), (.45, .78), (.12, .95), (.05, .85), (.25, .78),
                (.6, .95), (1, .92)),
    )),
    (2, (_straight((.05, .05), (.9, .05), (.05, 1), (1, 1)),)),
    (2, (
        _smooth((0, .3), (.3, .02), (.8, .08), (.85, .4), (.3, .85), (0, 1)),
        _smooth((0, 1), (.45, .93), (1, 1)),
    )),
    (3, (
        _smooth((.05, .12), (.45, 0), (.9, .15), (.8, .4), (.4, .48), (.85, .55), (1, .8), (.6, 1), (0, .9)),
    )),
    (3, (
        _straight((.05, 0), (.95, 0), (.45, .4)),
        _smooth((.45, .4), (.9, .5), (1, .75), (.65, 1), (0, .92)),
    )),
    (3, (
        _smooth((.1, .2), (.5, 0), (.85, .2), (.65, .42), (.35, .5), (.3, .48), (.8, .52), (.9, .82), (.5, 1),
                (.05, .85)),
    )),
    (4, (_straight((.25, 0), (.05, .6), (1, .6)), _straight((.75, .1), (.7, 1)),)),
    (4, (_straight((.1, 0), (.1, .5), (.9, .5)), _straight((.8, 0), (.8, 1)),)),
    (4, (_straight((.7, 0), (0, .65), (1, .65)), _straight((.7, 0), (.7, 1)),)),
    (4, (_straight((.7, 1), (.7, 0), (0, .7), (1, .7)),)),
    (4, (_smooth((.1, .05), (.08, .3), (.15, .5), (.45, .55), (.8, .48)), _straight((.85, 0), (.8, 1)),)),
    (5, (
        _straight((.9, 0), (.15, 0), (.1, .42)),
        _smooth((.1, .42), (.5, .36), (.95, .55), (.9, .85), (.5, 1), (0, .9)),
    )),
    (5, (
        _straight((.2, .05), (.12, .45)),
        _smooth((.12, .45), (.5, .38), (.9, .6), (.75, .95), (.3, 1), (0, .88)),
        _straight((.2, .03), (.95, 0)),
    )),
    (5, (
        _smooth((.95, .02), (.5, 0), (.15, .12), (.15, .38), (.5, .48), (.85, .6), (.85, .88), (.45, 1), (0, .92)),
    )),
    (6, (
        _smooth((.8, 0), (.4, .2), (.1, .5), (.05, .8), (.3, 1), (.7, .98), (.95, .78), (.75, .56), (.4, .56),
                (.1, .75)),
    )),
    (6, (
        _smooth((.45, 0), (.2, .35), (.05, .7), (.3, .98), (.75, .95), (.9, .7), (.6, .55), (.25, .65), (.1, .8)),
    )),
    (6, (
        _straight((.6, 0), (.1, .65)),
        _smooth((.1, .65), (.1, .9), (.45, 1), (.85, .88), (.85, .65), (.5, .55), (.12, .7)),
    )),
    (7, (_straight((0, .05), (1, 0), (.35, 1)),)),
    (7, (_straight((0, .02), (.95, .02), (.45, 1)), _straight((.3, .5), (.9, .48)),)),
    (7, (_straight((0, .2), (.05, .03), (1, .03)), _smooth((1, .03), (.6, .45), (.4, 1)),)),
    (7, (_straight((0, .22), (.03, 0), (1, 0), (.4, 1)), _straight((.2, .52), (.95, .5)),)),
    (7, (_smooth((0, .1), (.3, .02), (.65, .1), (1, 0)), _smooth((1, 0), (.6, .5), (.45, 1)),)),
    (8, (
        _smooth((.8, .15), (.5, 0), (.15, .15), (.2, .35), (.55, .5), (.9, .7), (.8, .93), (.45, 1), (.1, .85),
                (.2, .65), (.55, .48), (.85, .3), (.8, .15)),
    )),
    (8, (
        _smooth((.5, 0), (.2, .08), (.15, .3), (.5, .46), (.85, .3), (.8, .08), (.5, 0)),
        _smooth((.5, .46), (.1, .6), (.05, .85), (.5, 1), (.95, .85), (.9, .6), (.5, .46)),
    )),
    (8, (
        _smooth((.9, .05), (.5, 0), (.12, .18), (.35, .42), (.8, .62), (.85, .9), (.45, 1), (.1, .85),
                (.35, .55), (.75, .35), (.95, .1)),
    )),
    (9, (
        _smooth((.85, .2), (.5, 0), (.1, .12), (.05, .38), (.4, .52), (.8, .35), (.88, .12)),
        _straight((.88, .12), (.8, 1)),
    )),
    (9, (
        _smooth((.9, .18), (.5, 0), (.1, .15), (.15, .42), (.55, .48), (.88, .2)),
        _smooth((.88, .2), (.88, .6), (.7, .92), (.35, 1), (.1, .88)),
    )),
    (9, (
        _smooth((.85, .1), (.45, 0), (.08, .2), (.2, .45), (.6, .42), (.85, .1)),
        _smooth((.85, .1), (.75, .5), (.35, 1)),
    )),
    (9, (_smooth((.8, .05), (.4, .02), (.1, .25), (.3, .48), (.7, .4), (.85, .1), (.85, .5), (.8, 1)),)),
)
# fmt: on


def write(lines: tuple[Line, ...], label: int, generator: np.random.Generator) -> list[Stroke]:
    """Write a form once.

    Args:
        lines: the form's strokes.
        label: the digit; ones are narrower.
        generator: source of random proportions, slant and wobble.

    Returns:
        Strokes in a box whose longest side is 1, like recorded strokes.
    """
    width = (0.5 if label == 1 else 0.75) * np.exp(generator.uniform(-0.35, 0.3))
    slant = generator.uniform(-0.12, 0.3)
    waves = generator.normal(0, WOBBLE, (2, 3, 3))
    strokes = []
    for line in lines:
        points = np.array(line.points, np.float64)
        order = np.arange(3)
        across, down = (np.cos(np.pi * np.outer(points[:, axis], order)) for axis in (0, 1))
        points = points + np.einsum("axy,px,py->pa", waves, across, down)
        points += generator.normal(0, TREMBLE, points.shape)
        points[:, 0] = width * points[:, 0] - slant * points[:, 1]
        strokes.append(smooth(points, STEPS) if line.smooth else points)
    together = np.concatenate(strokes)
    corner, side = together.min(axis=0), np.ptp(together, axis=0).max()
    return [[(float(x), float(y)) for x, y in (stroke - corner) / side] for stroke in strokes]
