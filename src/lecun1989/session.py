"""What the page works with: networks by name, and the readings that later calls refer to.

A session holds the loaded networks, the fine-tuned copies that replace them, and the last readings. `messages`
converts its answers for JavaScript.
"""

from collections import OrderedDict
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.explain.attribution import Attribution, attribute
from lecun1989.explain.counterfactual import Counterfactual, search_counterfactual
from lecun1989.explain.finetune import finetune
from lecun1989.explain.occlusion import Occlusion, occlude
from lecun1989.explain.perturbation import Curve, perturb, perturbation_curves
from lecun1989.explain.unit import Layer, Unit, explain_unit
from lecun1989.ink.colour import ink_from_rgba
from lecun1989.reading import Reading, Row
from lecun1989.trained_network import TrainedNetwork

Array = NDArray[Any]

KEPT = 32  # readings; the least recently used one is dropped first


@dataclass(frozen=True)
class Step:
    """One step of the search for a counterfactual.

    Attributes:
        nearest: the nearest image so far.
        done: whether the search has ended.
    """

    nearest: Counterfactual
    done: bool


@dataclass(frozen=True)
class Lesson:
    """What fine-tuning did.

    Attributes:
        steps: gradient steps taken; 0 if the network was reset.
        moved: distance that the parameters moved, relative to the norm of the parameter vector.
        before, after: readings of the last digit; None if the network was reset.
        kernels: H1's kernels now, (12, 25).
        changes: their difference from the published kernels, (12, 25).
    """

    steps: int
    moved: float
    before: Reading | None
    after: Reading | None
    kernels: Array
    changes: Array


@dataclass
class _Search:
    """A search for a counterfactual that continues from call to call, and the nearest image so far."""

    number: int
    digit: int
    steps: Generator[Counterfactual]
    nearest: Counterfactual


class Session:
    """The networks and readings of one page or program."""

    def __init__(self) -> None:
        self._published: dict[str, TrainedNetwork] = {}
        self._tuned: dict[str, TrainedNetwork] = {}  # these replace the published ones of the same name
        self._readings: OrderedDict[int, Reading] = OrderedDict()
        self._count = 0
        self._search: _Search | None = None

    def load(self, name: str, text: str) -> None:
        """Read a network from the text of its weights file and keep it under a name.

        Raises:
            InputError: the text is not a complete weights file.
        """
        self._published[name] = TrainedNetwork.from_json(text, f"{name}.json")

    def network(self, name: str) -> TrainedNetwork:
        """Return a network by its name: the fine-tuned copy if there is one.

        Raises:
            InputError: no network is loaded under that name.
        """
        if name not in self._published:
            raise InputError(
                f"no network named {name!r} is loaded; there are {', '.join(self._published) or 'none'}"
            )
        return self._tuned.get(name) or self._published[name]

    def read(self, name: str, drawing: Array) -> Reading:
        """Let a network read a drawing, and keep the reading.

        Args:
            name: the network's name.
            drawing: (rows, columns, 4) uint8, as the browser's ImageData, which is first normalised like the network's
                training images; or (16, 16) numbers in [-1, 1], which are read unchanged.

        Raises:
            InputError: there is no such network, or the drawing has another form.
        """
        network = self.network(name)
        if drawing.dtype == np.uint8 and drawing.ndim == 3 and drawing.shape[2] == 4:
            return self._keep(network.read_ink(ink_from_rgba(drawing)))
        return self._keep(network.read_image(drawing))

    def _keep(self, reading: Reading) -> Reading:
        self._count += 1
        self._readings[self._count] = reading
        if len(self._readings) > KEPT:
            self._readings.popitem(last=False)
        return reading

    @property
    def last(self) -> int:
        """The number of the newest reading."""
        return self._count

    def reading(self, number: int) -> Reading:
        """Return a reading by its number, counted from 1.

        Raises:
            InputError: the reading is no longer kept, or never existed.
        """
        if number not in self._readings:
            raise InputError(f"reading {number} is not kept any more; read the drawing again")
        self._readings.move_to_end(number)
        return self._readings[number]

    def unit(self, number: int, layer: Layer, index: int) -> Unit:
        """Return one unit's arithmetic in a reading; see `explain_unit`."""
        return explain_unit(self.reading(number), layer, index)

    def attribution(self, number: int, output: int) -> Attribution:
        """Attribute one output of a reading to pixels and units; see `attribute`."""
        return attribute(self.reading(number), output)

    def occlusion(self, number: int) -> Occlusion:
        """Return how covering parts of the image changes a reading's margin; see `occlude`."""
        return occlude(self.reading(number))

    def counterfactual(self, number: int, digit: int) -> Step:
        """Take one step in the search for strokes that turn a reading into another digit; see `search_counterfactual`.

        Another call with the same arguments continues the search; other arguments start a new one.
        """
        search = self._search
        if search is None or (search.number, search.digit) != (number, digit):
            steps = search_counterfactual(self.reading(number), digit)
            search = self._search = _Search(number, digit, steps, next(steps))
        nearest = next(search.steps, None)
        if nearest is None:
            self._search = None
            return Step(search.nearest, done=True)
        search.nearest = nearest
        return Step(nearest, done=nearest.found)

    def perturb(self, number: int, values: Array) -> Reading:
        """Perturb the image of a reading, let the same network read it, and keep that reading; see `perturbation`."""
        reading = self.reading(number)
        network = reading.network
        assert isinstance(network, TrainedNetwork)
        return self._keep(network.read_image(perturb(reading.image, values)))

    def curves(self, number: int, values: Array) -> dict[str, Curve]:
        """Return what the network reads over the range of each perturbation of a reading's image."""
        return perturbation_curves(self.reading(number), values)

    def read_row(self, name: str, paths: Sequence[NDArray[np.float64]], pen: float) -> Row:
        """Let a network read a row of digits from its strokes; see `TrainedNetwork.read_strokes`."""
        return self.network(name).read_strokes(paths, pen)

    def finetune(self, name: str, images: Array, labels: NDArray[np.int64]) -> Lesson:
        """Fine-tune a published network on some digits; this replaces any earlier fine-tuning.

        From then on, the fine-tuned copy reads under this name.

        Args:
            name: the network's name.
            images: (n, 16, 16) in [-1, 1]; n = 0 resets the network to the published one.
            labels: (n,), 0 to 9.

        Raises:
            InputError: there is no such network, or the sizes or values are wrong.
        """
        self._tuned.pop(name, None)
        published = self.network(name)
        if not len(labels):
            kernels = published.parameters.h1_kernels
            return Lesson(0, 0.0, None, None, kernels, np.zeros_like(kernels))
        found = finetune(published, images, labels)
        self._tuned[name] = found.network
        kernels = found.network.parameters.h1_kernels
        before, after = (network.read_image(images[-1]) for network in (published, found.network))
        return Lesson(
            found.steps, found.moved, before, after, kernels, kernels - published.parameters.h1_kernels
        )

    def export(self, name: str) -> str:
        """Return the text of a network's weights file, with its fine-tuning.

        A fine-tuned network's file has no reject option, because its threshold and rates were measured before.

        Raises:
            InputError: there is no such network.
        """
        network = self.network(name)
        if name in self._tuned:
            network = TrainedNetwork(network, replace(network.card, reject=None))
        return network.to_json()
