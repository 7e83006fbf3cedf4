"""Occlusion: how covering a patch changes the answer's margin (Zeiler and Fergus, 2014, section 4.2)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.margins import margins
from lecun1989.model.sizes import IMAGE_SIDE
from lecun1989.reading import Reading

Array = NDArray[Any]

PATCH = 3  # pixels on a side


@dataclass(frozen=True)
class Occlusion:
    """Change in the answer's margin (its sum minus the best other sum) when the patch around each pixel is covered.

    Attributes:
        erased: (16, 16), if the patch becomes paper; negative if the ink there supports the answer.
        inked: (16, 16), if the patch becomes ink.
    """

    erased: Array
    inked: Array


def occlude(reading: Reading) -> Occlusion:
    """Cover a patch of 3x3 pixels around each pixel with paper, then with ink, and read each of the 512 images."""
    base = reading.activations.output_sum  # (1, 10)
    answer = int(base.argmax())
    covered = np.repeat(_patches()[None], 2, axis=0)  # (2, 256, 16, 16)
    values = np.array([-1, 1], np.float32)[:, None, None, None]
    images = np.where(covered, values, reading.image).reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
    change = margins(reading.network.activations(images).output_sum, answer) - margins(base, answer)
    return Occlusion(*change.reshape(2, IMAGE_SIDE, IMAGE_SIDE))


def _patches() -> NDArray[np.bool_]:
    """Return (256, 16, 16): a mask of the patch around each pixel."""
    places = np.arange(IMAGE_SIDE)
    near = np.abs(places[:, None] - places) <= PATCH // 2  # (16, 16)
    patches: NDArray[np.bool_] = near[:, None, :, None] & near[None, :, None, :]
    return patches.reshape(IMAGE_SIDE**2, IMAGE_SIDE, IMAGE_SIDE)
