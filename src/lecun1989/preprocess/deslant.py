"""Makes slanted digits upright, as was done with the post office's digits (Le Cun et al., 1990)."""

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]

MAX_SHEAR = 0.8  # columns per row: about 39 degrees


def deslant(image: Image) -> Image:
    """Shear the ink until its columns and rows have covariance zero."""
    rows, columns = (np.arange(size) + 0.5 for size in image.shape)
    row, column = mass_centre(image)
    spread = image.sum(axis=1) @ (rows - row) ** 2
    drift = (rows - row) @ image @ (columns - column)
    shear = min(max(float(drift / spread), -MAX_SHEAR), MAX_SHEAR) if spread > 0 else 0.0
    # Each pixel's source column, in a sheet with a margin of paper on both sides.
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


def mass_centre(image: Image) -> tuple[float, float]:
    """Return row and column of the ink's centre of mass, in pixels from the top left corner."""
    mass = image.sum()
    row = image.sum(axis=1) @ (np.arange(len(image)) + 0.5) / mass
    column = image.sum(axis=0) @ (np.arange(image.shape[1]) + 0.5) / mass
    return float(row), float(column)
