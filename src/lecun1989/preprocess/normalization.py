"""A drawing -> the 16x16 image that a network was trained to read.

    ink (rows, columns), any size, 0 paper to 1 ink
      -> crop the ink, without specks                           `specks.drop_specks`
      -> longest side to 32 of a 48x48 sheet                    `_sheet`
      -> shear upright, for the zip codes                       `_deslant`
      -> strokes thinner or thicker, to the width of scans      `equalise_strokes`
      -> zip: the longest side fills 16 pixels, box centred     `_fill`
         mnist: longest side 20 of 28 pixels, centred by mass, then 28 -> 16 as the training images were
      -> [-1, 1]

The zip codes were deslanted and size-normalised by AT&T (Le Cun et al., 1990); the MNIST digits were fitted into
20x20 pixels and centred by mass in 28x28 (LeCun et al., 1998), then cut to 16x16 bilinearly (Karpathy, 2022).
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.ink.specks import drop_specks
from lecun1989.model.architecture import BACKGROUND, IMAGE_SIDE

Image = NDArray[np.float32]
Mask = NDArray[np.bool_]

NORMALISATIONS = ("zip", "mnist")
SHEET_SIDE = 48
SHEET_INK = 32  # longest side of the ink on the sheet
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
    ink = np.abs(brightness - np.partition(border, border.size // 2)[border.size // 2])
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
    if ink.size == 0:
        return None
    crop = _crop(ink)
    if crop.max() < FAINTEST:
        return None
    while max(crop.shape) >= 2 * SHEET_SIDE:  # what follows works faster on less
        crop = halve(crop)
    clean = drop_specks(crop, dark_ink(crop))
    sheet = _sheet(crop if clean is crop else _crop(clean))
    if normalisation == "zip":
        sheet = _deslant(sheet)
    sheet = equalise_strokes(sheet)
    image = _fill(sheet) if normalisation == "zip" else _centre_by_mass(sheet)
    result: Image = 2 * image - np.float32(1)
    result.clip(-1, 1, out=result)
    return result


def blank() -> Image:
    """Return the (16, 16) image of nothing."""
    return np.full((IMAGE_SIDE, IMAGE_SIDE), BACKGROUND, np.float32)


def _ink_box(ink: Image) -> tuple[int, int, int, int]:
    """Return top, bottom, left, right of what `dark_ink` finds; bottom and right are one past it.

    By the strongest ink of each row and column, without the mask: this is the one step over all pixels of a drawing.
    """
    rows = ink.max(axis=1)
    edge = EDGE * rows.max()
    top, bottom = _ends(np.asarray(rows > edge))
    left, right = _ends(np.asarray(ink[top:bottom].max(axis=0) > edge))
    return top, bottom, left, right


def _ends(line: Mask) -> tuple[int, int]:
    return int(line.argmax()), len(line) - int(line[::-1].argmax())


def _crop(ink: Image) -> Image:
    """Cut out the ink."""
    top, bottom, left, right = _ink_box(ink)
    return ink[top:bottom, left:right]


def halve(ink: Image) -> Image:
    """Average blocks of 2x2 pixels."""
    rows, columns = ((size + 1) // 2 for size in ink.shape)
    even = np.zeros((2 * rows, 2 * columns), np.float32)
    even[: ink.shape[0], : ink.shape[1]] = ink
    pairs = even[::2] + even[1::2]
    return np.asarray((pairs[:, ::2] + pairs[:, 1::2]) * np.float32(0.25))


def dark_ink(ink: Image) -> Mask:
    """Return where there is more ink than at a stroke's edge: a mask like (rows, columns)."""
    return np.asarray(ink > EDGE * ink.max())


def _resample(image: Image, size: int, start: float, stop: float) -> Image:
    """Average the rows between `start` and `stop` into `size` rows, exactly by area; paper lies beyond."""
    height = len(image)
    above = np.zeros((height + 1, image.shape[1]), np.float32)
    np.cumsum(image, axis=0, out=above[1:])  # ink above each row's upper edge
    edges = start + (stop - start) / size * np.arange(size + 1)
    edges.clip(0, height, out=edges)
    row = edges.astype(np.intp).clip(max=height - 1)
    share = (edges - row).astype(np.float32)[:, None]
    at_edges = above[row]
    at_edges += share * (above[row + 1] - at_edges)
    at_edges *= np.float32(size / (stop - start))
    return np.asarray(at_edges[1:] - at_edges[:-1])


def _square(image: Image, size: int, row: float, column: float, side: float) -> Image:
    """Resample the square of `side` pixels around (row, column) to (size, size)."""
    half = side / 2
    rows = _resample(image, size, row - half, row + half)
    return _resample(rows.T, size, column - half, column + half).T


def _sheet(crop: Image) -> Image:
    height, width = crop.shape
    side = max(height, width) * SHEET_SIDE / SHEET_INK
    return _square(crop, SHEET_SIDE, height / 2, width / 2, side)


def _mass_centre(image: Image) -> tuple[float, float]:
    """Return row and column of the ink's centre of mass, in pixels from the top left corner."""
    mass = image.sum()
    row = image.sum(axis=1) @ (np.arange(len(image)) + 0.5) / mass
    column = image.sum(axis=0) @ (np.arange(image.shape[1]) + 0.5) / mass
    return float(row), float(column)


def _deslant(image: Image) -> Image:
    """Shear the ink so that its columns no longer drift with its rows (covariance zero)."""
    rows, columns = (np.arange(size) + 0.5 for size in image.shape)
    row, column = _mass_centre(image)
    spread = image.sum(axis=1) @ (rows - row) ** 2
    drift = (rows - row) @ image @ (columns - column)
    shear = min(max(float(drift / spread), -STEEPEST), STEEPEST) if spread > 0 else 0.0
    # The column that each pixel comes from, counted in a sheet with a margin of paper at both sides.
    margin = image.shape[1]
    wide = np.zeros((len(image), 3 * margin), np.float32)
    wide[:, margin:-margin] = image
    source = np.arange(margin, 2 * margin) + shear * (rows - row)[:, None]
    source.clip(0, 3 * margin - 2, out=source)
    left = source.astype(np.intp)
    share = (source - left).astype(np.float32)
    left += (3 * margin * np.arange(len(image)))[:, None]
    ink = wide.ravel()
    sheared = ink.take(left)
    sheared += share * (ink.take(left + 1) - sheared)
    return np.asarray(sheared)


def stroke_width(image: Image) -> float:
    """Return the mean width of the strokes in pixels: twice their area over the length of their outline."""
    corner = image[:-1, :-1]
    outline = np.hypot(image[1:, :-1] - corner, image[:-1, 1:] - corner).sum()
    return float(2 * image.sum() / outline) if outline > 0 else 0.0


def equalise_strokes(image: Image) -> Image:
    """Thicken or thin the strokes of (rows, columns) to STROKE_WIDTH of the ink's longest side."""
    top, bottom, left, right = _ink_box(image)
    width = stroke_width(image)
    wanted = STROKE_WIDTH * max(bottom - top, right - left)
    if wanted > width:  # thickening also makes the digit larger
        return spread(image, (wanted - width) / (2 - STROKE_WIDTH), np.maximum)
    return spread(image, min((width - wanted) / 2, width / 3), np.minimum)


def spread(image: Image, radius: float, extreme: np.ufunc) -> Image:
    """Take the maximum (dilation) or minimum (erosion) over a disc, whose edge pixels count in part."""
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


def _fill(sheet: Image) -> Image:
    top, bottom, left, right = _ink_box(sheet)
    side = max(bottom - top, right - left)
    return _square(sheet, IMAGE_SIDE, (top + bottom) / 2, (left + right) / 2, side)


def _centre_by_mass(sheet: Image) -> Image:
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
