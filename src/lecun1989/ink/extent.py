"""Where the ink of a drawing lies."""

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.geometry import Box

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]

MIN_INK = 0.1  # a drawing without any pixel above it is blank
EDGE = 0.3  # share of the strongest ink at which a stroke's edge is taken to lie


def dark_ink(ink: Image) -> Mask:
    """Return where there is more ink than at a stroke's edge: a mask like (rows, columns)."""
    return np.asarray(ink > EDGE * ink.max())


def ink_box(ink: Image) -> Box:
    """Return the box of what `dark_ink` finds.

    It looks for the strongest ink of each row and column and makes no mask: no other step goes over all pixels.
    """
    rows = ink.max(axis=1)
    edge = EDGE * rows.max()
    top, bottom = _ends(np.asarray(rows > edge))
    left, right = _ends(np.asarray(ink[top:bottom].max(axis=0) > edge))
    return Box(left, top, right, bottom)


def mask_box(mask: Mask) -> Box:
    """Return the box of a mask, (rows, columns), that is true somewhere."""
    top, bottom = _ends(np.asarray(mask.any(axis=1)))
    left, right = _ends(np.asarray(mask.any(axis=0)))
    return Box(left, top, right, bottom)


def crop(ink: Image) -> Image:
    """Cut out the ink."""
    box = ink_box(ink)
    return ink[box.top : box.bottom, box.left : box.right]


def _ends(line: Mask) -> tuple[int, int]:
    return int(line.argmax()), len(line) - int(line[::-1].argmax())
