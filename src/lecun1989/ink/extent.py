"""Where the ink is in a drawing."""

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.geometry import Box

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]

MIN_INK = 0.1  # a drawing with less ink on every pixel is blank
EDGE = 0.3  # a stroke's edge has this share of the strongest ink


def dark_ink(ink: Image) -> Mask:
    """Return a mask, (rows, columns), of the pixels with more ink than a stroke's edge."""
    return np.asarray(ink > EDGE * ink.max())


def ink_box(ink: Image) -> Box:
    """Return the bounding box of `dark_ink`.

    It is the only step that visits all pixels, so it makes no mask, only the maximum of each row and column.
    """
    rows = ink.max(axis=1)
    edge = EDGE * rows.max()
    top, bottom = _ends(np.asarray(rows > edge))
    left, right = _ends(np.asarray(ink[top:bottom].max(axis=0) > edge))
    return Box(left, top, right, bottom)


def mask_box(mask: Mask) -> Box:
    """Return the bounding box of a mask, (rows, columns), with at least one true pixel."""
    top, bottom = _ends(np.asarray(mask.any(axis=1)))
    left, right = _ends(np.asarray(mask.any(axis=0)))
    return Box(left, top, right, bottom)


def crop(ink: Image) -> Image:
    """Crop a drawing to its ink."""
    box = ink_box(ink)
    return ink[box.top : box.bottom, box.left : box.right]


def _ends(line: Mask) -> tuple[int, int]:
    return int(line.argmax()), len(line) - int(line[::-1].argmax())
