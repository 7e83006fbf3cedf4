"""What would change the answer: the least ink that a straight stroke must add or take away.

A stroke goes from one pixel to another, at most LONGEST pixels on in one of eight directions, with a round pen about
two pixels wide, as wide as in the networks' training digits. All such strokes are tried, those that change least first.
Where none does it alone, the one that comes nearest is kept, and a second is sought.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.architecture import IMAGE_SIDE
from lecun1989.model.network import Network
from lecun1989.model.scores import leads

Array = NDArray[Any]

LONGEST = 9  # pixels from a stroke's first to its last
DIRECTIONS = ((0, 1), (1, 0), (1, 1), (1, -1))  # the other four are these, begun at their ends
LEAST = 0.5  # pixels of ink; what changes less is no stroke
BATCH = 256  # strokes that are tried at once
PARTS = 32  # in which all strokes are looked at, for little memory


@dataclass(frozen=True)
class Change:
    """What a stroke does.

    Attributes:
        image: (16, 16), what the network then reads.
        adds: whether the stroke adds ink, and does not wipe.
        ink: how much it changes, in pixels of full ink.
        lead: how far the wanted output's sum then lies above the next best; positive: the network answers so.
    """

    image: Array
    adds: bool
    ink: float
    lead: float


def try_strokes(network: Network, image: Array, digit: int, first: int) -> tuple[Change | None, int]:
    """Try the next BATCH strokes, in the order of how much they change.

    Args:
        network: the reader.
        image: (16, 16) in [-1, 1].
        digit: what it should be taken for.
        first: how many strokes have been tried before, without success.

    Returns:
        The first stroke that does it, else of these the one that comes nearest (None if there are no more); and how
        many are still to be tried.
    """
    ink, order = _sorted_strokes(np.ascontiguousarray(image, np.float32).tobytes())
    chosen = order[first : first + BATCH]
    if not len(chosen):
        return None, 0
    images = _apply(image.astype(np.float32), chosen)
    lead = leads(network.layers(images).output_sum, digit)
    at = int((lead > 0).argmax() if (lead > 0).any() else lead.argmax())
    change = Change(images[at], bool(chosen[at] < len(_covers())), float(ink[chosen[at]]), float(lead[at]))
    return change, 0 if change.lead > 0 else len(order) - first - len(chosen)


@cache
def _covers() -> Array:
    """Return (n, 256) uint8: for all strokes within the frame, dots too, how much of a pixel they cover, of 255."""
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
    """Return (n, 256): the share of each pixel that a pen covers on its way from one end to the other, of 255."""
    start, along = ends[:, 0].astype(np.float32), (ends[:, 1] - ends[:, 0]).astype(np.float32)
    line = np.arange(IMAGE_SIDE, dtype=np.float32)
    dy = line[None, :, None] - start[:, 0, None, None]  # (n, 16, 1)
    dx = line[None, None, :] - start[:, 1, None, None]  # (n, 1, 16)
    length = (along**2).sum(axis=1)
    share = (dy * along[:, 0, None, None] + dx * along[:, 1, None, None]) / np.maximum(length, 1)[
        :, None, None
    ]
    share = np.clip(share, 0, 1)
    distance = np.hypot(dy - share * along[:, 0, None, None], dx - share * along[:, 1, None, None])
    covered: Array = np.rint(255 * np.clip(1.5 - distance, 0, 1)).astype(np.uint8)
    return covered.reshape(len(ends), -1)


@lru_cache(maxsize=1)  # an image's strokes are tried in several calls
def _sorted_strokes(image: bytes) -> tuple[Array, Array]:
    """Return how much ink each stroke changes, first as one that adds, then as one that wipes; and their order.

    The order holds those that change something, the least first.
    """
    covers = _covers()
    values = np.frombuffer(image, np.float32)
    ink = np.empty(2 * len(covers), np.float32)
    for part in np.array_split(np.arange(len(covers)), PARTS):
        cover = covers[part] * np.float32(1 / 255)
        ink[part] = np.maximum(2 * cover - 1 - values, 0).sum(axis=1) / 2
        ink[part + len(covers)] = np.maximum(values - 1 + 2 * cover, 0).sum(axis=1) / 2
    order = np.argsort(ink, kind="stable")
    return ink, order[ink[order] >= LEAST]


def _apply(image: Array, chosen: Array) -> Array:
    """Return (n, 16, 16), the image with each of the chosen strokes."""
    strokes = _covers()
    cover = (strokes[chosen % len(strokes)] * np.float32(1 / 255)).reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
    adds = (chosen < len(strokes))[:, None, None]
    return np.asarray(np.where(adds, np.maximum(image, 2 * cover - 1), np.minimum(image, 1 - 2 * cover)))
