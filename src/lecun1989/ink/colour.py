"""From a picture's colours to ink: dark on light, light on dark, or opaque on a transparent background."""

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.extent import MIN_INK


def ink_from_rgba(rgba: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return how much ink is on each pixel, for any colours of pen and paper.

    On a transparent background, ink is the opacity. On an opaque one, it is the difference in brightness from the
    paper, scaled so that the strongest ink is 1. The paper's brightness is the median of the picture's border.

    Args:
        rgba: (rows, columns, 4), red, green, blue and opacity, 0 to 255.

    Returns:
        (rows, columns) in [0, 1].
    """
    opacity: NDArray[np.float32] = rgba[..., 3].astype(np.float32) / np.float32(255)
    if opacity.min() < 1:
        return opacity
    red, green, blue = (rgba[..., channel].astype(np.float32) for channel in range(3))
    brightness = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    border = np.concatenate([brightness[0], brightness[-1], brightness[:, 0], brightness[:, -1]])
    ink = np.abs(brightness - np.partition(border, border.size // 2)[border.size // 2])
    strongest = float(ink.max())
    return np.asarray(ink / strongest if strongest > MIN_INK else ink, np.float32)
