"""Measures the width of strokes, and adjusts it to that of scanned digits."""

import math

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.extent import ink_box

Image = NDArray[np.float32]

STROKE_WIDTH = 0.12  # share of the ink's longest side, as measured by `stroke_width`


def stroke_width(image: Image) -> float:
    """Return the mean width of the strokes in pixels: twice their area divided by the length of their outline."""
    corner = image[:-1, :-1]
    outline = np.hypot(image[1:, :-1] - corner, image[:-1, 1:] - corner).sum()
    return float(2 * image.sum() / outline) if outline > 0 else 0.0


def equalise_strokes(image: Image) -> Image:
    """Thicken or thin the strokes of (rows, columns) to STROKE_WIDTH of the ink's longest side."""
    box = ink_box(image)
    width = stroke_width(image)
    wanted = STROKE_WIDTH * max(box.height, box.width)
    if wanted > width:  # thickening also makes the digit larger
        return spread(image, (wanted - width) / (2 - STROKE_WIDTH), np.maximum)
    return spread(image, min((width - wanted) / 2, width / 3), np.minimum)


def spread(image: Image, radius: float, extreme: np.ufunc) -> Image:
    """Take the maximum (dilation) or minimum (erosion) over a disc; its edge pixels count in part."""
    reach = int(np.ceil(radius))
    rows, columns = image.shape
    wide = np.zeros((rows + 2 * reach, columns + 2 * reach), np.float32)
    wide[reach : reach + rows, reach : reach + columns] = image
    result, mixed = image.copy(), np.empty_like(image)
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            cover = min(1.0, radius + 1 - math.hypot(down, right))
            if cover > 0:
                moved = wide[reach + down : reach + down + rows, reach + right : reach + right + columns]
                if cover < 1:
                    np.subtract(moved, image, mixed)
                    np.multiply(mixed, np.float32(cover), mixed)
                    moved = np.add(mixed, image, mixed)
                extreme(result, moved, out=result)
    return result
