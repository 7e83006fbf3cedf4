"""The calls that the page's JavaScript makes to Python, and their answers.

Arguments are numbers, strings and buffers. Answers are dictionaries of numbers, strings and flat arrays, which
JavaScript receives as objects and typed arrays. site_template/app/engine/calls.js lists the same calls.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.explain.intensities import Intensities, intensities, layer_intensities
from lecun1989.explain.unit import Layer, Unit
from lecun1989.explain.unit_text import describe_unit, source_title, unit_title
from lecun1989.model.sizes import IMAGE_SIDE
from lecun1989.reading import Reading, RowDigit
from lecun1989.session import Session

Message = dict[str, Any]
Pointed = tuple[Layer, int]  # a unit: its layer and its index in the layer


class Calls:
    """The calls of one session. Each raises `InputError` for arguments that can't be used."""

    def __init__(self, session: Session | None = None) -> None:
        self._session = session or Session()

    def load(self, name: str, text: str) -> None:
        """Load a network; see `Session.load`."""
        self._session.load(name, text)

    def read(self, name: str, pixels: Any, width: int, height: int, layer: Layer, index: int) -> Message:
        """Let a network read a drawing, and return one selected unit with the reading.

        Args:
            name: the network's name.
            pixels: buffer of width * height * 4 bytes, as in ImageData; or of 256 float32 in [-1, 1].
            width: in pixels.
            height: in pixels.
            layer: the selected unit's layer.
            index: the selected unit's index in the layer.

        Returns:
            See `_reading`.
        """
        drawing = np.asarray(pixels)
        size = 4 * width * height if drawing.dtype == np.uint8 else width * height
        if width < 1 or height < 1 or drawing.size != size:
            raise InputError(
                f"read: got {drawing.size} values for a drawing of {width}x{height}; give {size}"
            )
        shape = (height, width, 4) if drawing.dtype == np.uint8 else (height, width)
        return self._reading(self._session.read(name, drawing.reshape(shape)), layer, index)

    def perturb(self, number: int, values: Any, layer: Layer, index: int) -> Message:
        """Perturb a reading's image and let the same network read it; see `Session.perturb` and `_reading`."""
        return self._reading(self._session.perturb(number, np.asarray(values)), layer, index)

    def _reading(self, reading: Reading, layer: Layer, index: int) -> Message:
        """Return the reading's number in the session, the network's answer, all layers and the selected unit.

        The page needs all of them after every pen movement, so they share one message.
        """
        number = self._session.last
        return {
            "number": number,
            **_answer(reading),
            "layers": {name: _painted(each) for name, each in layer_intensities(reading.activations).items()},
            "unit": _unit(self._session.unit(number, layer, index)),
        }

    def unit(self, number: int, layer: Layer, index: int) -> Message:
        """Return the arithmetic of one unit in a reading."""
        return _unit(self._session.unit(number, layer, index))

    def attribution(self, number: int, output: int) -> Message:
        """Attribute an output: {total, baseline, layers}; see `explain.attribution.Attribution`."""
        found = self._session.attribution(number, output)
        layers = {name: _painted(intensities(shares)) for name, shares in found.layers.items()}
        return {"total": found.total, "baseline": found.baseline, "layers": layers}

    def occlusion(self, number: int) -> Message:
        """Return {erased, inked, scale}, with one scale for both; see `explain.occlusion.Occlusion`."""
        found = self._session.occlusion(number)
        both = intensities(np.stack([found.erased, found.inked]))
        erased, inked = both.values.reshape(2, -1)
        return {"erased": erased, "inked": inked, "scale": both.scale}

    def counterfactual(self, number: int, digit: int) -> Message:
        """Take a step of the search: {done, found, strokes, ink, image}; see `Session.counterfactual`."""
        step = self._session.counterfactual(number, digit)
        nearest = step.nearest
        return {
            "done": step.done,
            "found": nearest.found,
            "strokes": nearest.strokes,
            "ink": nearest.ink,
            "image": nearest.image.ravel(),
        }

    def curves(self, number: int, values: Any) -> Message:
        """Return {digits, scores} by name: the answer at each step, and a flat array of ten scores for each step."""
        found = self._session.curves(number, np.asarray(values))
        return {
            name: {"digits": curve.digits.astype(np.int8), "scores": curve.scores.astype(np.float32).ravel()}
            for name, curve in found.items()
        }

    def read_row(self, name: str, points: Any, lengths: Any, pen: float) -> Message:
        """Let a network read a row of digits from its strokes.

        Args:
            name: the network's name.
            points: buffer of float32, x and y of every point in pixels, stroke by stroke.
            lengths: buffer of int32, the number of points in each stroke.
            pen: the pen's width in pixels.

        Returns:
            {code, digits}: one character for each digit; each digit's answer and its box, [left, top, right, bottom].
        """
        places, counts = np.asarray(points).astype(np.float64), np.asarray(lengths)
        if (
            2 * counts.sum() != places.size
            or (counts < 1).any()
            or not np.isfinite(places).all()
            or not pen > 0
        ):
            raise InputError(
                f"read_row: got {places.size} coordinates; give two finite numbers per point, and a pen above 0"
            )
        paths = np.split(places.reshape(-1, 2), np.cumsum(counts)[:-1]) if len(counts) else []
        row = self._session.read_row(name, paths, pen)
        return {"code": row.code, "digits": [_row_digit(digit) for digit in row.digits]}

    def finetune(self, name: str, values: Any, digits: Any) -> Message:
        """Fine-tune a network; see `Session.finetune`.

        Args:
            name: the network's name.
            values: buffer of float32 in [-1, 1], 256 for each digit.
            digits: buffer of int32.

        Returns:
            {steps, moved, before, after, kernels, changes}.
        """
        images, labels = np.asarray(values), np.asarray(digits).astype(np.int64)
        if images.size != len(labels) * IMAGE_SIDE**2:
            raise InputError(
                f"finetune: got {images.size} values for {len(labels)} digits; give {IMAGE_SIDE**2} each"
            )
        found = self._session.finetune(name, images.reshape(-1, IMAGE_SIDE, IMAGE_SIDE), labels)
        return {
            "steps": found.steps,
            "moved": found.moved,
            "before": found.before and _answer(found.before),
            "after": found.after and _answer(found.after),
            "kernels": _painted(intensities(found.kernels)),
            "changes": _painted(intensities(found.changes)),
        }

    def export(self, name: str) -> Message:
        """Return {text}: a network's weights file; see `Session.export`."""
        return {"text": self._session.export(name)}


def _answer(reading: Reading) -> Message:
    return {
        "digit": reading.digit,
        "rejected": reading.rejected,
        "outputs": reading.outputs,
        "scores": reading.scores,
        "image": reading.image.ravel(),
    }


def _row_digit(digit: RowDigit) -> Message:
    return {**_answer(digit.reading), "box": list(digit.box)}


def _painted(numbers: Intensities) -> Message:
    """Return {values, scale}; the values are one flat array, map by map."""
    return {"values": numbers.values.ravel(), "scale": numbers.scale}


def _unit(unit: Unit) -> Message:
    """Return what the page shows of a unit; see `explain.unit.Unit`.

    Inputs, weights and products are flat arrays, map by map, each on its own scale.
    """

    def paint(numbers: NDArray[Any]) -> NDArray[np.int8]:
        return intensities(numbers).values.ravel()

    return {
        "layer": unit.layer,
        "index": unit.index,
        "title": unit_title(unit),
        "text": describe_unit(unit),
        "reads": unit.reads,
        "maps": list(unit.maps),
        "names": [source_title(unit, which) for which in unit.maps],
        "totals": unit.products.sum(axis=(1, 2)).tolist(),
        "window": list(unit.window),
        "field": list(unit.field),
        "columns": unit.inputs.shape[2],
        "inputs": paint(unit.inputs),
        "weights": paint(unit.weights),
        "products": paint(unit.products),
        "value": unit.value,
    }
