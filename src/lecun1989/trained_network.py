"""A trained network: it reads digits from pictures, and can be saved."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.files import write_text
from lecun1989.ink.colour import ink_from_rgba
from lecun1989.ink.extent import MIN_INK
from lecun1989.ink.picture import as_rgba, open_picture
from lecun1989.model.card import Card
from lecun1989.model.checkpoint import read_checkpoint, write_checkpoint
from lecun1989.model.network import Network
from lecun1989.model.sizes import IMAGE_SIDE
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989.reading import Reading, Row, RowDigit
from lecun1989.rows.decode import decode_row
from lecun1989.rows.segment import Pieces, segment_ink, segment_strokes

Array = NDArray[Any]


class TrainedNetwork(Network):
    """A network with its model card.

    Attributes:
        card: its name, how its inputs are made, where it comes from, how well it reads.
    """

    def __init__(self, network: Network, card: Card) -> None:
        self._set_up(network.architecture, network.parameters)
        self._card = card

    @classmethod
    def from_json(cls, text: str, source: str) -> "TrainedNetwork":
        """Read a network from the text of a weights file.

        Args:
            text: the file's content.
            source: the file's name, for messages.

        Raises:
            InputError: the text is not a complete weights file; the message names the field.
        """
        return cls(*read_checkpoint(text, source))

    def to_json(self) -> str:
        """Return the text of the network's weights file."""
        return write_checkpoint(self, self.card)

    def save(self, path: str | Path) -> None:
        """Write the network's weights file atomically.

        Raises:
            InputError: the file cannot be written.
        """
        write_text(Path(path), self.to_json())

    @property
    def card(self) -> Card:  # noqa: D102
        return self._card

    @property
    def name(self) -> str:
        """The card's name."""
        return self.card.name

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "card": self.card}

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        self._card = state["card"]

    def __repr__(self) -> str:
        return super().__repr__().replace(type(self).__name__, f"{type(self).__name__} {self.name}", 1)

    def refuses(self, outputs: Array) -> Array:
        """Return (n,) bool: whether the network refuses to answer, for outputs of shape (n, 10)."""
        return self.card.reject.refuses(outputs) if self.card.reject else np.zeros(len(outputs), bool)

    def read(self, picture: str | Path | Array) -> Reading:
        """Read the digit in a picture.

        Args:
            picture: the path of a picture file, or its pixels as uint8: (rows, columns) grey, (rows, columns, 3) RGB or
                (rows, columns, 4) RGBA. Dark on light, light on dark, or opaque on a transparent background.

        Raises:
            InputError: the file cannot be read, or the pixels have another form.
        """
        return self.read_ink(_ink_of(picture))

    def read_ink(self, ink: Array) -> Reading:
        """Read the digit in a drawing.

        Args:
            ink: (rows, columns), from 0 (paper) to 1 (ink).

        Raises:
            InputError: the shape or range is wrong.
        """
        image = normalise(np.asarray(ink, np.float32), self.card.normalisation)
        return self.read_image(blank() if image is None else image, is_blank=image is None)

    def read_image(self, image: Array, is_blank: bool = False) -> Reading:
        """Read an image that is already normalised.

        Args:
            image: (16, 16), from -1 (paper) to 1 (ink).
            is_blank: whether it comes from a drawing without ink; such a reading has no digit.

        Raises:
            InputError: the shape or range is wrong.
        """
        if np.shape(image) != (IMAGE_SIDE, IMAGE_SIDE):
            raise InputError(f"the image has shape {np.shape(image)}; give (16, 16)")
        activations = self.activations(image)
        outputs = activations.output
        rejected = is_blank or bool(self.refuses(outputs)[0])
        return Reading(self, activations, None if is_blank else int(outputs.argmax()), rejected)

    def read_row(self, picture: str | Path | Array) -> Row:
        """Read a row of digits, such as a zip code, from a picture.

        Args:
            picture: as in `read`.

        Raises:
            InputError: as in `read`.
        """
        return self.read_row_ink(_ink_of(picture))

    def read_row_ink(self, ink: Array) -> Row:
        """Read a row of digits from ink, (rows, columns) from 0 (paper) to 1 (ink)."""
        return self._read_pieces(segment_ink(ink)) if ink.size and ink.max() >= MIN_INK else Row(())

    def read_strokes(self, paths: Sequence[NDArray[np.float64]], pen: float) -> Row:
        """Read a row of digits from its strokes.

        Args:
            paths: the pen's path in each stroke, (n, 2), x and y in pixels.
            pen: the pen's width in pixels.
        """
        return self._read_pieces(segment_strokes(paths, pen)) if len(paths) else Row(())

    def _read_pieces(self, pieces: Pieces) -> Row:
        spans, activations = decode_row(self, self.card.normalisation, pieces)
        readings = [activations.take(span.index) for span in spans]
        return Row(
            tuple(
                RowDigit(
                    span.box,
                    Reading(self, each, int(each.output.argmax()), bool(self.refuses(each.output)[0])),
                )
                for span, each in zip(spans, readings, strict=True)
            )
        )


def _ink_of(picture: str | Path | Array) -> NDArray[np.float32]:
    rgba = open_picture(Path(picture)) if isinstance(picture, str | Path) else as_rgba(picture)
    return ink_from_rgba(rgba)
