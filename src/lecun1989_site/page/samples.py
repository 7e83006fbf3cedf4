"""Digits to try without drawing: forms of ours that people write and readers find hard, and one that is none."""

from dataclasses import dataclass

import numpy as np

from lecun1989.ink.strokes import smooth

STEPS = 5  # between two points of a smooth line
LEFT, TOP, HEIGHT = 140, 42, 196  # x = 0, y = 0 and a form's height on the pad of 280x280

Points = tuple[tuple[float, float], ...]

# Each form's lines: whether the line is smooth, and its points, with y from 0 to 1 and x around 0.
# fmt: off
_FORMS: tuple[tuple[str, tuple[tuple[bool, Points], ...]], ...] = (
    ("a slashed zero", (
        (True, ((.02, 0), (-.22, .12), (-.31, .5), (-.2, .88), (.02, 1), (.24, .86), (.32, .5), (.22, .12), (.02, 0))),
        (False, ((.36, .02), (-.36, .98))),
    )),
    ("a one with flag and foot", (
        (False, ((-.2, .24), (.04, 0), (.04, 1))), (False, ((-.24, 1), (.3, 1))),
    )),
    ("a two with a loop", (
        (True, ((-.3, .2), (-.05, 0), (.27, .16), (.2, .46), (-.1, .8), (-.33, .96), (-.3, .8), (-.05, .84),
                (.36, .98))),
    )),
    ("a three with a flat top", (
        (False, ((-.3, 0), (.3, 0), (-.04, .4))),
        (True, ((-.04, .4), (.26, .5), (.32, .75), (.06, 1), (-.34, .9))),
    )),
    ("an open four", (
        (False, ((-.2, .02), (-.32, .56), (.34, .54))), (False, ((.16, .14), (.1, 1))),
    )),
    ("a five with its bar apart", (
        (True, ((-.18, .08), (-.24, .46), (.04, .38), (.3, .58), (.22, .9), (-.06, 1), (-.3, .9))),
        (False, ((-.16, 0), (.32, 0))),
    )),
    ("a six in one stroke", (
        (True, ((.16, 0), (-.16, .3), (-.3, .68), (-.12, .98), (.2, .94), (.28, .7), (.04, .58), (-.2, .72))),
    )),
    ("a crossed seven", (
        (False, ((-.32, .04), (.32, .02), (-.06, 1))), (False, ((-.2, .52), (.3, .5))),
    )),
    ("an eight of two rings", (
        (True, ((0, 0), (-.2, .1), (-.18, .34), (0, .45), (.2, .33), (.2, .1), (0, 0))),
        (True, ((0, .45), (-.27, .6), (-.24, .9), (0, 1), (.26, .88), (.26, .6), (0, .45))),
    )),
    ("a nine with a hook", (
        (True, ((.26, .16), (.02, 0), (-.24, .14), (-.22, .4), (.04, .48), (.26, .22), (.27, .6), (.1, .94),
                (-.2, .96))),
    )),
    ("a star, which is no digit", (
        (False, ((-.3, .96), (0, .04), (.3, .96), (-.46, .38), (.46, .38), (-.3, .96))),
    )),
)
# fmt: on


@dataclass(frozen=True)
class Sample:
    """A drawing.

    Attributes:
        name: with its article.
        strokes: (x, y) in pixels on the pad of 280x280.
    """

    name: str
    strokes: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def path(self) -> str:
        """SVG path data."""
        return " ".join("M" + " L".join(f"{x:g},{y:g}" for x, y in stroke) for stroke in self.strokes)


def make_samples() -> list[Sample]:
    """Return the drawings in their order on the page."""
    return [Sample(name, tuple(_place(*line) for line in lines)) for name, lines in _FORMS]


def _place(is_smooth: bool, points: Points) -> tuple[tuple[float, float], ...]:
    line = np.array(points, np.float64)
    if is_smooth:
        line = smooth(line, STEPS)
    placed = (line * HEIGHT + (LEFT, TOP)).round(1)
    return tuple((float(x), float(y)) for x, y in placed)
