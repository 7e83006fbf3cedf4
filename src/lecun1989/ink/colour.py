"""From a picture's colours to ink: dark on light, light on dark, or one colour on a transparent background."""

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.extent import MIN_INK

Array = NDArray[np.float32]

ONE_COLOUR = (
    24  # of 255: how far a channel may vary in one colour, since canvases round colours of soft edges
)
LIGHT = 0.5  # brightness
MORE = 3  # how many times more than in brightness a picture must differ in colour for colour to count


def ink_from_rgba(rgba: NDArray[np.uint8]) -> Array:
    """Return how much ink is on each pixel, for any colours of pen and paper.

    Ink of one colour on a transparent background is its opacity. Any other picture is laid on white paper, or on black
    if all of it is light. Ink is then the difference in brightness from the paper or, if these hardly differ, in
    colour, scaled so that the strongest ink is 1. The paper's colour is the median of the picture's border.

    Args:
        rgba: (rows, columns, 4), red, green, blue and opacity, 0 to 255.

    Returns:
        (rows, columns) in [0, 1].
    """
    opacity: Array = rgba[..., 3].astype(np.float32) / np.float32(255)
    is_opaque = opacity.min() == 1
    if not is_opaque and _is_ink_on_nothing(rgba, opacity):
        return opacity
    colours = [rgba[..., channel].astype(np.float32) for channel in range(3)]
    if not is_opaque:
        is_light = _brightness(colours)[opacity >= 0.5].min(initial=1) > LIGHT
        below = np.float32(0 if is_light else 255)
        colours = [colour * opacity + below * (1 - opacity) for colour in colours]
    ink = _distance_from_paper(_brightness(colours))
    if MORE * ink.max() < 1:  # otherwise no colour can differ so much more
        distances = [_distance_from_paper(colour / np.float32(255)) for colour in colours]
        in_colour = np.sqrt(np.mean(np.square(distances), axis=0))
        if in_colour.max() > MORE * ink.max():
            ink = in_colour
    strongest = float(ink.max())
    return np.asarray(ink / strongest if strongest > MIN_INK else ink, np.float32)


def _brightness(colours: list[Array]) -> Array:
    """Return the brightness for red, green and blue from 0 to 255 (Rec. 601), in [0, 1]."""
    red, green, blue = colours
    brightness: Array = (0.299 * red + 0.587 * green + 0.114 * blue) / 255
    return brightness


def _distance_from_paper(values: Array) -> Array:
    distance: Array = np.abs(values - _border_median(values))
    return distance


def _is_ink_on_nothing(rgba: NDArray[np.uint8], opacity: Array) -> bool:
    """Return whether the border is mostly transparent, and what is not has one colour."""
    if _border_median(opacity) >= 0.5:
        return False
    seen = rgba[opacity >= 0.5][:, :3]
    return len(seen) == 0 or int((seen.max(axis=0) - seen.min(axis=0)).max()) <= ONE_COLOUR


def _border_median(values: Array) -> np.float32:
    """Return the median along the four edges."""
    border = np.concatenate([values[0], values[-1], values[:, 0], values[:, -1]])
    median: np.float32 = np.partition(border, border.size // 2)[border.size // 2]
    return median
