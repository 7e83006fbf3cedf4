"""What a network reads: one digit, or a row of digits. A reading keeps its forward pass, so it is computed once."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.geometry import Box
from lecun1989.model.margins import margins
from lecun1989.model.network import Activations, Network

Array = NDArray[Any]


@dataclass(frozen=True, repr=False)
class Reading:
    """One image, read by one network. `lecun1989.explain` explains it.

    Attributes:
        network: the network that read it.
        activations: of every unit, for this image.
        digit: the highest output, 0 to 9; only a guess if the reading is rejected; None for blank paper.
        rejected: whether the network refuses to answer; true for blank paper.
    """

    network: Network = field(repr=False)
    activations: Activations
    digit: int | None
    rejected: bool

    @property
    def image(self) -> Array:
        """The image that was read, (16, 16) in [-1, 1]."""
        return np.asarray(self.activations.input[0])

    @property
    def outputs(self) -> Array:
        """The ten outputs, (10,)."""
        return np.asarray(self.activations.output[0])

    @property
    def scores(self) -> Array:
        """The ten outputs on a scale from 0 (no) to 1 (yes), (10,)."""
        return self.network.output.scores(self.outputs)

    @property
    def margin(self) -> float:
        """The highest output minus the second highest: the paper's main criterion for rejecting (section 5)."""
        outputs = self.activations.output
        return float(margins(outputs, int(outputs.argmax()))[0])

    @property
    def runner_up(self) -> int:
        """The digit with the second highest output."""
        return int(np.argsort(self.outputs)[-2])

    def __repr__(self) -> str:
        return f"Reading(digit={self.digit}, rejected={self.rejected}, margin={self.margin:.2f})"


@dataclass(frozen=True)
class RowDigit:
    """One digit of a row.

    Attributes:
        box: its bounding box, in pixels of the drawing.
        reading: the network's reading of it.
    """

    box: Box
    reading: Reading


@dataclass(frozen=True)
class Row:
    """A row of digits, such as a zip code.

    Attributes:
        digits: from left to right.
    """

    digits: tuple[RowDigit, ...]

    @property
    def code(self) -> str:
        """One character for each digit, "?" for a rejected one."""
        readings = [digit.reading for digit in self.digits]
        return "".join("?" if reading.rejected else str(reading.digit) for reading in readings)
