"""A drawing -> the 16x16 image that a network was trained to read.

    ink (rows, columns), any size, 0 paper to 1 ink
      -> crop the ink, longest side to 48 of a 72x72 sheet      `_sheet`
      -> shear upright, for the zip codes                       `_deslant`
      -> strokes thinner or thicker, to the width of scans      `equalise_strokes`
      -> zip: the longest side fills 16 pixels, box centred     `_fill`
         mnist: longest side 20 of 28 pixels, centred by mass, then 28 -> 16 as the training images were
      -> [-1, 1]

The zip codes were deslanted and size-normalised by AT&T (Le Cun et al., 1990); the MNIST digits were fitted into
20x20 pixels and centred by mass in 28x28 (LeCun et al., 1998), then cut to 16x16 bilinearly (Karpathy, 2022).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.architecture import BACKGROUND, IMAGE_SIDE
from lecun1989.errors import InputError

Image = NDArray[np.float32]

NORMALISATIONS = ("zip", "mnist")
SHEET_SIDE = 72
SHEET_INK = 48  # longest side of the ink on the sheet
STROKE_WIDTH = 0.12  # of the ink's longest side, measured by `stroke_width`
FAINTEST = 0.1  # no pixel above it: a blank drawing
EDGE = 0.3  # share of the strongest ink at which a stroke's edge is taken to lie
STEEPEST = 0.8  # shear, columns a row: about 39 degrees
MNIST_FIELD, MNIST_INK = 28, 20


def ink_from_rgba(rgba: NDArray[np.uint8]) -> Image:
    """Return how much ink lies on each pixel, whatever the colours of pen and paper.

    On a transparent ground the ink is what covers it. On an opaque one it is the difference in brightness from the
    paper, which is taken to be the median of the picture's border, with the strongest ink as 1.

    Args:
        rgba: (rows, columns, 4), red, green, blue and opacity, 0 to 255.

    Returns:
        (rows, columns) in [0, 1].
    """
    opacity: Image = rgba[..., 3].astype(np.float32) / np.float32(255)
    if opacity.min() < 1:
        return opacity
    red, green, blue = (rgba[..., channel].astype(np.float32) for channel in range(3))
    brightness = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    border = np.concatenate([brightness[0], brightness[-1], brightness[:, 0], brightness[:, -1]])
    ink = np.abs(brightness - np.median(border))
    strongest = float(ink.max())
    return np.asarray(ink / strongest if strongest > FAINTEST else ink, np.float32)


def normalise(ink: Image, normalisation: str) -> Image | None:
    """Bring a drawing to what a network expects.

    Args:
        ink: (rows, columns) in [0, 1].
        normalisation: one of NORMALISATIONS.

    Returns:
        (16, 16) in [-1, 1]; None for a blank drawing.

    Raises:
        InputError: unknown normalisation.
    """
    if normalisation not in NORMALISATIONS:
        raise InputError(f"normalisation is {normalisation!r}; give one of {', '.join(NORMALISATIONS)}")
    if ink.size == 0 or ink.max() < FAINTEST:
        return None
    sheet = _sheet(ink)
    if normalisation == "zip":
        sheet = _deslant(sheet)
    sheet = equalise_strokes(sheet)
    image = _fill(sheet) if normalisation == "zip" else _centre_by_mass(sheet)
    result: Image = np.clip(2 * image - 1, -1, 1).astype(np.float32)
    return result


def blank() -> Image:
    """Return the (16, 16) image of nothing."""
    return np.full((IMAGE_SIDE, IMAGE_SIDE), BACKGROUND, np.float32)


def _ink_box(ink: NDArray[Any]) -> tuple[int, int, int, int]:
    """Return top, bottom, left, right of the ink; bottom and right are one past it."""
    dark = ink > EDGE * ink.max()
    rows = np.flatnonzero(dark.any(axis=1))
    columns = np.flatnonzero(dark.any(axis=0))
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _resample(image: NDArray[Any], size: int, start: float, stop: float) -> NDArray[Any]:
    """Average the columns between `start` and `stop` into `size` columns, exactly by area; paper lies beyond."""
    width = image.shape[1]
    before = np.zeros((len(image), width + 1))
    np.cumsum(image, axis=1, out=before[:, 1:])  # ink to the left of each column's left edge
    edges = np.clip(np.linspace(start, stop, size + 1), 0, width)
    left = np.minimum(edges.astype(int), width - 1)
    share = edges - left
    at_edges = before[:, left] * (1 - share) + before[:, left + 1] * share
    return np.asarray(np.diff(at_edges, axis=1) * (size / (stop - start)))


def _square(image: NDArray[Any], size: int, row: float, column: float, side: float) -> NDArray[Any]:
    """Resample the square of `side` pixels around (row, column) to (size, size)."""
    half = side / 2
    rows = _resample(image.T, size, row - half, row + half).T
    return _resample(rows, size, column - half, column + half)


def _sheet(ink: Image) -> NDArray[Any]:
    top, bottom, left, right = _ink_box(ink)
    crop = ink[top:bottom, left:right]
    height, width = crop.shape
    side = max(height, width) * SHEET_SIDE / SHEET_INK
    return _square(crop, SHEET_SIDE, height / 2, width / 2, side)


def _mass_centre(image: NDArray[Any]) -> tuple[float, float]:
    """Return row and column of the ink's centre of mass, in pixels from the top left corner."""
    mass = image.sum()
    row = image.sum(axis=1) @ (np.arange(len(image)) + 0.5) / mass
    column = image.sum(axis=0) @ (np.arange(image.shape[1]) + 0.5) / mass
    return float(row), float(column)


def _deslant(image: NDArray[Any]) -> NDArray[Any]:
    """Shear the ink so that its columns no longer drift with its rows (covariance zero)."""
    rows, columns = (np.arange(size) + 0.5 for size in image.shape)
    row, column = _mass_centre(image)
    spread = image.sum(axis=1) @ (rows - row) ** 2
    drift = (rows - row) @ image @ (columns - column)
    shear = np.clip(drift / spread, -STEEPEST, STEEPEST) if spread > 0 else 0.0
    source = (
        np.arange(image.shape[1]) + shear * (rows - row)[:, None]
    )  # the column that each pixel comes from
    left = np.floor(source).astype(int)
    share = source - left
    margin = image.shape[1]
    wide = np.pad(image, ((0, 0), (margin, margin)))
    left = np.clip(left + margin, 0, wide.shape[1] - 2)
    at_left = np.take_along_axis(wide, left, axis=1)
    at_right = np.take_along_axis(wide, left + 1, axis=1)
    return np.asarray(at_left * (1 - share) + at_right * share)


def stroke_width(image: NDArray[Any]) -> float:
    """Return the mean width of the strokes in pixels: twice their area over the length of their outline."""
    down, right = np.diff(image, axis=0)[:, :-1], np.diff(image, axis=1)[:-1]
    outline = np.hypot(down, right).sum()
    return float(2 * image.sum() / outline) if outline > 0 else 0.0


def equalise_strokes(image: NDArray[Any]) -> NDArray[Any]:
    """Thicken or thin the strokes of (rows, columns) to STROKE_WIDTH of the ink's longest side."""
    top, bottom, left, right = _ink_box(image)
    width = stroke_width(image)
    wanted = STROKE_WIDTH * max(bottom - top, right - left)
    if wanted > width:  # thickening also makes the digit larger
        return _spread(image, (wanted - width) / (2 - STROKE_WIDTH), np.maximum)
    return _spread(image, min((width - wanted) / 2, width / 3), np.minimum)


def _spread(image: NDArray[Any], radius: float, extreme: np.ufunc) -> NDArray[Any]:
    """Take the maximum (dilation) or minimum (erosion) over a disc, whose edge pixels count in part."""
    reach = int(np.ceil(radius))
    rows, columns = image.shape
    wide = np.pad(image, reach)
    result = image
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            cover = min(1.0, radius + 1 - np.hypot(down, right))
            if cover > 0:
                moved = wide[reach + down : reach + down + rows, reach + right : reach + right + columns]
                result = extreme(result, image + cover * (moved - image))
    return result


def _fill(sheet: NDArray[Any]) -> NDArray[Any]:
    top, bottom, left, right = _ink_box(sheet)
    side = max(bottom - top, right - left)
    return _square(sheet, IMAGE_SIDE, (top + bottom) / 2, (left + right) / 2, side)


def _centre_by_mass(sheet: NDArray[Any]) -> NDArray[Any]:
    top, bottom, left, right = _ink_box(sheet)
    side = max(bottom - top, right - left) * MNIST_FIELD / MNIST_INK
    return shrink(_square(sheet, MNIST_FIELD, *_mass_centre(sheet), side))


def shrink(images: NDArray[Any]) -> NDArray[Any]:
    """Cut (..., side, side) images to (..., 16, 16) bilinearly without antialiasing, as Karpathy's prepro.py does.

    Pixel centres lie at half-integers; values in between are weighted means of the two nearest.
    """
    side = images.shape[-1]
    centres = np.clip((np.arange(IMAGE_SIDE) + 0.5) * side / IMAGE_SIDE - 0.5, 0, side - 1)
    left = np.minimum(centres.astype(int), side - 2)
    share = (centres - left).astype(np.float32)
    rows = images[..., left, :] * (1 - share[:, None]) + images[..., left + 1, :] * share[:, None]
    return np.asarray(rows[..., left] * (1 - share) + rows[..., left + 1] * share)
