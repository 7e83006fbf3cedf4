"""Counterfactual: the least ink that straight strokes must add or erase to change the answer to another digit.

A stroke goes from one pixel to another, at most LONGEST pixels away in one of eight directions. Its pen is round and
about two pixels wide, as in the training digits. All strokes are tried, in ascending order of the ink they change.
If no single stroke changes the answer, the nearest one is kept and another is added.
"""

from collections.abc import Generator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.margins import margins
from lecun1989.model.network import Network
from lecun1989.model.sizes import CLASSES, IMAGE_SIDE
from lecun1989.reading import Reading

Array = NDArray[Any]

LONGEST = 9  # pixels from a stroke's first to its last
DIRECTIONS = ((0, 1), (1, 0), (1, 1), (1, -1))  # the other four give the same strokes, reversed
MIN_INK = 0.5  # pixels of ink; a stroke that changes less is skipped
MAX_STROKES = 3
BATCH = 256  # strokes tried at once
PARTS = 32  # all strokes are processed in this many parts, to save memory


@dataclass(frozen=True)
class Counterfactual:
    """An image near the one that was read, and how close the network comes to the target digit.

    Attributes:
        image: (16, 16) in [-1, 1].
        strokes: number of strokes added or erased.
        ink: ink that they change, in pixels of full ink.
        margin: of the target output's sum over the best other one; positive if the network answers the target digit.
    """

    image: Array
    strokes: int
    ink: float
    margin: float

    @property
    def found(self) -> bool:
        """Whether the network reads the image as the target digit."""
        return self.margin > 0


def find_counterfactual(reading: Reading, digit: int) -> Counterfactual:
    """Return the first image that the network reads as a digit, else the nearest; see `search_counterfactual`."""
    *_, last = search_counterfactual(reading, digit)
    return last


def search_counterfactual(reading: Reading, digit: int) -> Generator[Counterfactual]:
    """Search for strokes that make the network read an image as a digit, BATCH strokes per step.

    Args:
        reading: the image's reading.
        digit: the target digit, 0 to 9.

    Yields:
        The nearest image so far, after each batch. If the last one is not `found`, MAX_STROKES strokes are not enough.

    Raises:
        InputError: there is no such digit.
    """
    if not 0 <= digit < CLASSES:
        raise InputError(f"there is no digit {digit}; give 0 to {CLASSES - 1}")
    start = float(margins(reading.activations.output_sum, digit)[0])
    best = Counterfactual(reading.image, 0, 0.0, start)
    yield best
    while not best.found and best.strokes < MAX_STROKES:
        nearest: Counterfactual | None = None
        for tried in _add_stroke(reading.network, best, digit):
            if nearest is None or tried.margin > nearest.margin:
                nearest = tried
            yield nearest
            if nearest.found:
                return
        if nearest is None:  # no stroke changes enough ink
            return
        best = nearest


def _add_stroke(network: Network, before: Counterfactual, digit: int) -> Generator[Counterfactual]:
    """Yield the image with the best stroke of each batch, in ascending order of the ink that the batches change."""
    ink, order = _sorted_strokes(before.image)
    for first in range(0, len(order), BATCH):
        chosen = order[first : first + BATCH]
        images = _apply(before.image, chosen)
        margin = margins(network.activations(images).output_sum, digit)
        at = int((margin > 0).argmax() if (margin > 0).any() else margin.argmax())
        changed = before.ink + float(ink[chosen[at]])
        yield Counterfactual(images[at], before.strokes + 1, changed, float(margin[at]))


@cache
def _covers() -> Array:
    """Return (n, 256) uint8: how much each stroke inside the image, or dot, covers each pixel, 0 to 255."""
    ends = []
    for row in range(IMAGE_SIDE):
        for column in range(IMAGE_SIDE):
            for down, right in DIRECTIONS:
                for length in range(LONGEST + 1):
                    if length == 0 and (down, right) != DIRECTIONS[0]:
                        continue
                    last = row + down * length, column + right * length
                    if max(last) < IMAGE_SIDE and min(last) >= 0:
                        ends.append(((row, column), last))
    return np.concatenate([_cover(part) for part in np.array_split(np.array(ends), PARTS)])


def _cover(ends: Array) -> Array:
    """Return (n, 256): how much the pen covers each pixel between a stroke's two ends, 0 to 255."""
    start, along = ends[:, 0].astype(np.float32), (ends[:, 1] - ends[:, 0]).astype(np.float32)
    line = np.arange(IMAGE_SIDE, dtype=np.float32)
    dy = line[None, :, None] - start[:, 0, None, None]  # (n, 16, 1)
    dx = line[None, None, :] - start[:, 1, None, None]  # (n, 1, 16)
    length = np.maximum((along**2).sum(axis=1), 1)[:, None, None]
    share = np.clip((dy * along[:, 0, None, None] + dx * along[:, 1, None, None]) / length, 0, 1)
    distance = np.hypot(dy - share * along[:, 0, None, None], dx - share * along[:, 1, None, None])
    covered: Array = np.rint(255 * np.clip(1.5 - distance, 0, 1)).astype(np.uint8)
    return covered.reshape(len(ends), -1)


def _sorted_strokes(image: Array) -> tuple[Array, Array]:
    """Return how much ink each stroke changes, first if drawn, then if erased; and the strokes' order.

    The order is ascending, without the strokes that change less than MIN_INK.
    """
    covers, values = _covers(), image.ravel()
    ink = np.empty(2 * len(covers), np.float32)
    for part in np.array_split(np.arange(len(covers)), PARTS):
        cover = covers[part] * np.float32(1 / 255)
        ink[part] = np.maximum(2 * cover - 1 - values, 0).sum(axis=1) / 2
        ink[part + len(covers)] = np.maximum(values - 1 + 2 * cover, 0).sum(axis=1) / 2
    order = np.argsort(ink, kind="stable")
    return ink, order[ink[order] >= MIN_INK]


def _apply(image: Array, chosen: Array) -> Array:
    """Return (n, 16, 16), the image with each chosen stroke."""
    strokes = _covers()
    cover = (strokes[chosen % len(strokes)] * np.float32(1 / 255)).reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
    adds = (chosen < len(strokes))[:, None, None]
    return np.asarray(np.where(adds, np.maximum(image, 2 * cover - 1), np.minimum(image, 1 - 2 * cover)))
