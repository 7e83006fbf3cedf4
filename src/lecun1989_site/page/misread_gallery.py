"""The gallery of misread digits: in which order the page shows them, and the two files that they are shown from.

What they are comes from `lecun1989 misread WEIGHTS --data zip --json`.
"""

import io
import json
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lecun1989.model.sizes import IMAGE_SIDE

NETWORK = "zip-1989"  # whose mistakes are shown
SHOWN = 12  # before the rest is unfolded: one row on a laptop, two on a phone
COLUMNS = 12  # of the picture that holds all digits
MARGIN = 1  # pixels around each digit in it, so that no neighbour shines in where a browser smooths
CELL = IMAGE_SIDE + 2 * MARGIN
PICTURE, VALUES = "digits.png", "digits.bin"


@dataclass(frozen=True)
class Tile:
    """A misread digit as the page shows it.

    Attributes:
        number: its place in the gallery's files, from 0.
        digit: what it is.
        answer: what the network takes it for.
        rejected: whether the network would have refused to answer.
        image: (16, 16) float32 in [-1, 1].
    """

    number: int
    digit: int
    answer: int
    rejected: bool
    image: NDArray[np.float32]

    @property
    def corner(self) -> tuple[int, int]:
        """Return the x and y of its first pixel in the picture that holds all digits."""
        return (self.number % COLUMNS) * CELL + MARGIN, (self.number // COLUMNS) * CELL + MARGIN


@dataclass(frozen=True)
class Gallery:
    """The test digits that a network misreads, in the order in which the page shows them.

    Attributes:
        network: its name.
        examples: how many digits the test set has.
        tiles: the mistakes that the network was surest of, then the others by digit, surest first.
    """

    network: str
    examples: int
    tiles: tuple[Tile, ...]

    @property
    def surest(self) -> tuple[Tile, ...]:
        """Return what is shown before the rest is unfolded."""
        return self.tiles[:SHOWN]

    @property
    def others(self) -> list[tuple[int, list[Tile]]]:
        """Return the rest by what they are."""
        return [(digit, list(tiles)) for digit, tiles in groupby(self.tiles[SHOWN:], lambda tile: tile.digit)]

    @property
    def rejected(self) -> int:
        """Return how many of them the network would have refused to read."""
        return sum(tile.rejected for tile in self.tiles)

    @property
    def picture_size(self) -> tuple[int, int]:
        """Return width and height of the picture that holds all digits."""
        return COLUMNS * CELL, -(-len(self.tiles) // COLUMNS) * CELL

    def files(self) -> dict[str, bytes]:
        """Return the published files by name.

        The PNG holds all digits, light where there is ink: it serves as a mask. Its 256 levels are not what the
        network was given, so the other file has the exact values: float32, little endian, 256 for each digit.
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
    """Return the gallery of what `lecun1989 misread --json` printed."""
    listed = json.loads(text)
    surest_first = sorted(listed["misread"], key=lambda row: (-row["confidence"], row["index"]))
    others = sorted(surest_first[SHOWN:], key=lambda row: row["digit"])  # and surest first still
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
