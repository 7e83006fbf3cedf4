"""A drawing -> the 16x16 image that a network was trained to read.

    ink (rows, columns), any size, 0 paper to 1 ink
      -> crop the ink, without specks                           `specks.drop_specks`
      -> longest side to 32 of a 48x48 sheet                    `_sheet`
      -> shear upright, for the zip codes                       `deslant`
      -> thicken or thin the strokes to the width in scans      `stroke_width.equalise_strokes`
      -> zip: the longest side fills 16 pixels, box centred     `_fill`
         mnist: longest side 20 of 28 pixels, centred by mass, then 28 -> 16 like the training images
      -> [-1, 1]

The zip codes were deslanted and size-normalised by AT&T (Le Cun et al., 1990); the MNIST digits were fitted into
20x20 pixels and centred by mass in 28x28 (LeCun et al., 1998), then resized to 16x16 bilinearly (Karpathy, 2022).
"""

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.ink.extent import MIN_INK, crop, dark_ink, ink_box
from lecun1989.ink.specks import drop_specks
from lecun1989.model.card import NORMALISATIONS
from lecun1989.model.sizes import BACKGROUND, IMAGE_SIDE
from lecun1989.preprocess.deslant import deslant, mass_centre
from lecun1989.preprocess.resample import halve, resample_square, shrink
from lecun1989.preprocess.stroke_width import equalise_strokes

Image = NDArray[np.float32]

SLACK = 1e-4  # how far ink may exceed 1
SHEET_SIDE = 48
SHEET_INK = 32  # longest side of the ink on the sheet
MNIST_FIELD, MNIST_INK = 28, 20


def normalise(ink: Image, normalisation: str) -> Image | None:
    """Normalise a drawing for a network.

    Args:
        ink: (rows, columns) in [0, 1].
        normalisation: one of NORMALISATIONS.

    Returns:
        (16, 16) in [-1, 1]; None for a blank drawing, in which every pixel has less ink than MIN_INK.

    Raises:
        InputError: the normalisation is unknown, or the ink's shape or range is wrong.
    """
    if normalisation not in NORMALISATIONS:
        raise InputError(f"normalisation is {normalisation!r}; give one of {', '.join(NORMALISATIONS)}")
    if ink.ndim != 2:
        raise InputError(f"ink has shape {ink.shape}; give (rows, columns)")
    if ink.size == 0:
        return None
    inked = crop(ink)
    strongest = float(inked.max())
    if not 0 <= strongest <= 1 + SLACK:  # also true for NaN
        raise InputError(f"ink reaches {strongest:g}; give numbers from 0 (paper) to 1 (ink)")
    if strongest < MIN_INK:
        return None
    while max(inked.shape) >= 2 * SHEET_SIDE:  # the next steps are faster on fewer pixels
        inked = halve(inked)
    clean = drop_specks(inked, dark_ink(inked))
    sheet = _sheet(inked if clean is inked else crop(clean))
    if normalisation == "zip":
        sheet = deslant(sheet)
    sheet = equalise_strokes(sheet)
    image = _fill(sheet) if normalisation == "zip" else _centre_by_mass(sheet)
    result: Image = 2 * image - np.float32(1)
    result.clip(-1, 1, out=result)
    return result


def blank() -> Image:
    """Return the (16, 16) image of blank paper."""
    return np.full((IMAGE_SIDE, IMAGE_SIDE), BACKGROUND, np.float32)


def _sheet(ink: Image) -> Image:
    height, width = ink.shape
    side = max(height, width) * SHEET_SIDE / SHEET_INK
    return resample_square(ink, SHEET_SIDE, height / 2, width / 2, side)


def _fill(sheet: Image) -> Image:
    box = ink_box(sheet)
    row, column = (box.top + box.bottom) / 2, (box.left + box.right) / 2
    return resample_square(sheet, IMAGE_SIDE, row, column, max(box.height, box.width))


def _centre_by_mass(sheet: Image) -> Image:
    box = ink_box(sheet)
    side = max(box.height, box.width) * MNIST_FIELD / MNIST_INK
    return shrink(resample_square(sheet, MNIST_FIELD, *mass_centre(sheet), side))
