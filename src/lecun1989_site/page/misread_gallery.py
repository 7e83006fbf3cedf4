"""The gallery of misread digits: their order on the page, and their two published files.

The digits are listed by `lecun1989 misread NETWORK --data zip --json`.
"""

import io
import json
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lecun1989.model.sizes import IMAGE_SIDE

NETWORK = "zip-1989"  # the network whose mistakes are shown
SHOWN = 12  # before the rest is opened: one row on a laptop, two on a phone
COLUMNS = 12  # of the picture with all digits
MARGIN = 1  # pixels around each digit, so that smoothing in the browser does not mix neighbours
CELL = IMAGE_SIDE + 2 * MARGIN
PICTURE, VALUES = "digits.png", "digits.bin"


@dataclass(frozen=True)
class Tile:
    """A misread digit on the page.

    Attributes:
        number: its index in the gallery's files, from 0.
        digit: its class.
        answer: the network's answer.
        rejected: whether the network would refuse to answer.
        image: (16, 16) float32 in [-1, 1].
    """

    number: int
    digit: int
    answer: int
    rejected: bool
    image: NDArray[np.float32]

    @property
    def corner(self) -> tuple[int, int]:
        """The x and y of its first pixel in the picture with all digits."""
        return (self.number % COLUMNS) * CELL + MARGIN, (self.number // COLUMNS) * CELL + MARGIN


@dataclass(frozen=True)
class Gallery:
    """The test digits that a network misreads, in their order on the page.

    Attributes:
        network: the network's name.
        examples: number of digits in the test set.
        tiles: the SHOWN mistakes with the highest confidence, then the others by digit, highest confidence first.
    """

    network: str
    examples: int
    tiles: tuple[Tile, ...]

    @property
    def surest(self) -> tuple[Tile, ...]:
        """The mistakes that are shown before the rest is opened."""
        return self.tiles[:SHOWN]

    @property
    def others(self) -> list[tuple[int, list[Tile]]]:
        """The other mistakes, by digit."""
        return [(digit, list(tiles)) for digit, tiles in groupby(self.tiles[SHOWN:], lambda tile: tile.digit)]

    @property
    def rejected(self) -> int:
        """The number of mistakes that the network would refuse."""
        return sum(tile.rejected for tile in self.tiles)

    @property
    def picture_size(self) -> tuple[int, int]:
        """Width and height of the picture with all digits."""
        return COLUMNS * CELL, -(-len(self.tiles) // COLUMNS) * CELL

    def files(self) -> dict[str, bytes]:
        """Return the published files by name.

        The PNG shows all digits, white for ink; the page uses it as a mask. Its 256 levels are not exact, so the other
        file has the exact values: float32, little endian, 256 for each digit.
        """
        width, height = self.picture_size
        picture = np.zeros((height, width), np.uint8)
        for tile in self.tiles:
            x, y = tile.corner
            picture[y : y + IMAGE_SIDE, x : x + IMAGE_SIDE] = np.rint((tile.image + 1) * (255 / 2))
        png = io.BytesIO()
        Image.fromarray(picture).save(png, "PNG", optimize=True)
        values = np.array([tile.image for tile in self.tiles], "<f4")
        return {PICTURE: png.getvalue(), VALUES: values.tobytes()}


def read_gallery(text: str) -> Gallery:
    """Return the gallery from the output of `lecun1989 misread --json`."""
    listed = json.loads(text)
    surest_first = sorted(listed["misread"], key=lambda row: (-row["confidence"], row["index"]))
    others = sorted(
        surest_first[SHOWN:], key=lambda row: row["digit"]
    )  # still in descending order of confidence
    tiles = tuple(
        Tile(
            number,
            row["digit"],
            row["answer"],
            row["rejected"],
            np.array(row["image"], np.float32).reshape(IMAGE_SIDE, IMAGE_SIDE),
        )
        for number, row in enumerate(surest_first[:SHOWN] + others)
    )
    return Gallery(listed["weights"], listed["examples"], tiles)
