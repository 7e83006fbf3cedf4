"""The few calls that the page makes. Answers are JSON text, which crosses to JavaScript in one piece."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.explain.attribution import contributions
from lecun1989.explain.attribution import occlude as occlude_image
from lecun1989.explain.counterfactual import BATCH, try_strokes
from lecun1989.explain.finetune import teach as teach_digits
from lecun1989.explain.intensities import kernel_levels
from lecun1989.explain.perturb import RANGES, check_distortion, vary
from lecun1989.explain.perturb import distort as distort_image
from lecun1989.explain.unit import explain_unit, layer_levels, levels
from lecun1989.model.architecture import CLASSES, IMAGE_SIDE
from lecun1989.model.checkpoint import Weights, read_weights, write_weights
from lecun1989.model.scores import scores
from lecun1989.preprocess.normalization import FAINTEST, blank, ink_from_rgba, normalise
from lecun1989.rows.decode import Digit, read_row
from lecun1989.rows.segment import segment_ink, segment_strokes

_loaded: dict[str, Weights] = {}
_taught: dict[str, Weights] = {}  # read instead of those loaded under the same names


def load(name: str, text: str) -> None:
    """Read a network from its JSON text and keep it under `name`.

    Raises:
        InputError: the text is not a whole weights file.
    """
    _loaded[name] = read_weights(text, f"{name}.json")


def predict(name: str, values: Any) -> str:
    """Let the network `name` read an image that is already normalised.

    Args:
        name: as given to `load`.
        values: buffer of 256 float32 in [-1, 1], row by row.

    Returns:
        JSON text of {digit, rejected, outputs, scores, input}, see `answer`.

    Raises:
        InputError: not 256 finite numbers, or no such network.
    """
    return json.dumps(answer(_get(name), _image("predict", values)))


def layers(name: str, values: Any) -> str:
    """Return every layer's activations in the network `name` as JSON text, see `explain.layer_levels`.

    Args:
        name: as given to `load`.
        values: as for `predict`.

    Raises:
        InputError: not 256 finite numbers, or no such network.
    """
    return json.dumps(layer_levels(_get(name).network, _image("layers", values)))


def unit(name: str, values: Any, layer: str, number: int) -> str:
    """Return the arithmetic of one unit of the network `name` as JSON text, see `explain.explain_unit`.

    Args:
        name: as given to `load`.
        values: as for `predict`.
        layer: "h1", "h2", "h3" or "output".
        number: of the unit.

    Raises:
        InputError: not 256 finite numbers, no such unit, or no such network.
    """
    return json.dumps(explain_unit(_get(name).network, _image("unit", values), layer, number))


def why(name: str, values: Any, output: int) -> str:
    """Share one output's sum in the network `name` out among the pixels and units.

    Args:
        name: as given to `load`.
        values: as for `predict`.
        output: 0 to 9.

    Returns:
        JSON text of {total, paper, layers}, see `why.Contributions`; each layer's contributions as `explain.levels`.

    Raises:
        InputError: not 256 finite numbers, no such output, or no such network.
    """
    found = contributions(_get(name).network, _image("why", values), output)
    layers = {layer: levels(shares) for layer, shares in found.layers.items()}
    return json.dumps({"total": found.total, "paper": found.paper, "layers": layers})


def occlude(name: str, values: Any) -> str:
    """Ask what each spot is worth to the answer of the network `name`.

    Args:
        name: as given to `load`.
        values: as for `predict`.

    Returns:
        JSON text of {levels, scale}, see `explain.levels`: two rows, covered with paper, with ink; see `why.occlude`.

    Raises:
        InputError: not 256 finite numbers, or no such network.
    """
    found = occlude_image(_get(name).network, _image("occlude", values))
    return json.dumps(levels(np.stack([found["paper"].ravel(), found["ink"].ravel()])))


def change(name: str, values: Any, digit: int, first: int) -> str:
    """Try strokes that might make the network `name` take an image for another digit, some at a call.

    Args:
        name: as given to `load`.
        values: as for `predict`.
        digit: what it should be taken for.
        first: how many strokes have been tried.

    Returns:
        JSON text of {next, left, nearest}: how many strokes have been tried then, and how many have not; of those tried
        now the one that does it or comes nearest, as {values, adds, ink, lead}, see `change.Change`, or null.

    Raises:
        InputError: not 256 finite numbers, no such digit, or no such network.
    """
    if not 0 <= digit < CLASSES:
        raise InputError(f"change: there is no digit {digit}; give 0 to {CLASSES - 1}")
    nearest, left = try_strokes(_get(name).network, _image("change", values), digit, first)
    described = nearest and {
        "values": nearest.image.ravel().tolist(),
        "adds": nearest.adds,
        "ink": nearest.ink,
        "lead": nearest.lead,
    }
    return json.dumps({"next": first + BATCH, "left": left, "nearest": described})


def distort(name: str, values: Any, settings: Any) -> str:
    """Let the network `name` read a distorted image.

    Args:
        name: as given to `load`.
        values: as for `predict`.
        settings: buffer of 6 float32, see `distort.RANGES`.

    Returns:
        JSON text, as `predict`.

    Raises:
        InputError: not 256 finite numbers, no such distortion, or no such network.
    """
    image, distortion = _image("distort", values), np.frombuffer(settings, np.float32)
    check_distortion(distortion)
    return json.dumps(answer(_get(name), distort_image(image, distortion[None])[0]))


def curves(name: str, values: Any, settings: Any) -> str:
    """Return what the network `name` makes of an image while each part of a distortion goes through its range.

    Args:
        name: as given to `load`.
        values: as for `predict`.
        settings: as for `distort`.

    Returns:
        JSON text of {NAME: {digits, scores}}: the answer at each step, and the scores of all ten digits there.

    Raises:
        InputError: as `distort`.
    """
    image, distortion = _image("curves", values), np.frombuffer(settings, np.float32)
    check_distortion(distortion)
    network = _get(name).network
    varied = vary(distortion)  # (6, steps, 6)
    outputs = network.outputs(distort_image(image, varied.reshape(-1, len(RANGES))))
    found = scores(network, outputs).reshape(*varied.shape[:2], CLASSES)
    return json.dumps(
        {
            part: {"digits": each.argmax(axis=1).tolist(), "scores": each.round(3).astype(float).tolist()}
            for part, each in zip(RANGES, found, strict=True)
        }
    )


def read(name: str, rgba: Any, width: int, height: int) -> str:
    """Let the network `name` read a drawing, normalised as its training images were.

    Args:
        name: as given to `load`.
        rgba: buffer of width * height * 4 bytes, as in the browser's ImageData; see `normalize.ink_from_rgba`.
        width: in pixels.
        height: in pixels.

    Returns:
        JSON text of {digit, rejected, outputs, scores, input}, see `answer`.

    Raises:
        InputError: the sizes do not fit, or no such network.
    """
    pixels = np.frombuffer(rgba, np.uint8)
    if width < 1 or height < 1 or pixels.size != width * height * 4:
        raise InputError(
            f"read: got {pixels.size} bytes; a picture of {width}x{height} has {width * height * 4}"
        )
    weights = _get(name)
    ink = ink_from_rgba(pixels.reshape(height, width, 4))
    return json.dumps(answer(weights, normalise(ink, weights.normalisation)))


def read_code(name: str, points: Any, lengths: Any, pen: float) -> str:
    """Let the network `name` read a row of digits from the strokes that make it.

    Args:
        name: as given to `load`.
        points: buffer of float32, x and y of every stroke's points one after the other, in pixels.
        lengths: buffer of int32, how many points each stroke has.
        pen: its width in pixels.

    Returns:
        JSON text of {code, digits}, see `row_answer`.

    Raises:
        InputError: the sizes do not fit, or no such network.
    """
    places = np.frombuffer(points, np.float32).astype(np.float64)
    counts = np.frombuffer(lengths, np.int32)
    if 2 * counts.sum() != places.size or (counts < 1).any() or not np.isfinite(places).all() or not pen > 0:
        raise InputError(
            f"read_code: got {places.size} coordinates; give two finite ones for each point of a stroke"
        )
    weights = _get(name)
    paths = np.split(places.reshape(-1, 2), np.cumsum(counts)[:-1])
    return json.dumps(
        row_answer(weights, read_row(weights, segment_strokes(paths, pen)) if len(counts) else [])
    )


def teach(name: str, values: Any, digits: Any) -> str:
    """Teach the network `name` some digits, in place of all that it was taught before; none: it forgets them.

    From then on it reads as it was taught.

    Args:
        name: as given to `load`.
        values: buffer of float32 in [-1, 1], 256 for each digit, row by row.
        digits: buffer of int32, what they are.

    Returns:
        JSON text of {steps, moved, before, after, kernels, changes}: the gradient steps taken; how far it moved, as a
        share of its parameters' length; how the last digit is read before and after, as `answer` (none: null); its
        kernels, and what the steps added to them, see `kernels.kernel_levels`.

    Raises:
        InputError: the sizes or values do not fit, or no such network.
    """
    images = np.frombuffer(values, np.float32)
    labels = np.frombuffer(digits, np.int32).astype(np.int64)
    original = _original(name)
    if images.size != len(labels) * IMAGE_SIDE**2:
        raise InputError(
            f"teach: got {images.size} values for {len(labels)} digits; give {IMAGE_SIDE**2} each"
        )
    _taught.pop(name, None)
    if not len(labels):
        result: dict[str, Any] = {"steps": 0, "moved": 0.0, "before": None, "after": None}
    else:
        images = images.reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
        taught = teach_digits(original, images, labels)
        _taught[name] = taught.weights
        result = {
            "steps": taught.steps,
            "moved": taught.moved,
            "before": answer(original, images[-1]),
            "after": answer(taught.weights, images[-1]),
        }
    now = _get(name).network
    changes = kernel_levels(now, original.network)
    return json.dumps({**result, "kernels": kernel_levels(now), "changes": changes})


def export(name: str) -> str:
    """Return {"text"}: the weights file of the network `name` as it reads now.

    A taught one leaves out the reject option, whose threshold and rates were measured before it was taught.

    Raises:
        InputError: no such network.
    """
    weights = _get(name)
    return json.dumps({"text": write_weights(replace(weights, reject=None) if name in _taught else weights)})


def read_ink(weights: Weights, ink: NDArray[np.float32]) -> dict[str, Any]:
    """Read a row of digits from a picture, (rows, columns) in [0, 1]; returns as `row_answer`."""
    is_blank = ink.size == 0 or ink.max() < FAINTEST
    return row_answer(weights, [] if is_blank else read_row(weights, segment_ink(ink)))


def row_answer(weights: Weights, digits: list[Digit]) -> dict[str, Any]:
    """Return what the page shows of a row of digits.

    Returns:
        code: a character for each digit, "?" for one that is refused; digits: for each what `answer` returns, and its
        box in pixels, [left, top, right, bottom].
    """
    answers = [
        {
            **answer(weights, digit.image),
            "box": [digit.box.left, digit.box.top, digit.box.right, digit.box.bottom],
        }
        for digit in digits
    ]
    code = "".join("?" if each["rejected"] else str(each["digit"]) for each in answers)
    return {"code": code, "digits": answers}


def answer(weights: Weights, image: NDArray[np.float32] | None) -> dict[str, Any]:
    """Return what the page shows of one reading.

    Args:
        weights: the reader.
        image: (16, 16) in [-1, 1]; None for a blank drawing.

    Returns:
        digit: 0 to 9, or None for a blank drawing; rejected: whether the reading is refused, the digit being only a
        guess (`reject`); outputs: the ten output units; scores: the same from 0 (no) to 1 (yes); input: the 256 values
        read.
    """
    if image is None:
        nothing = [0.0] * CLASSES
        return {
            "digit": None,
            "rejected": True,
            "outputs": nothing,
            "scores": nothing,
            "input": blank().ravel().tolist(),
        }
    outputs = weights.network.outputs(image)
    return {
        "digit": int(outputs.argmax()),
        "rejected": bool(weights.refuses(outputs[None])[0]),
        "outputs": outputs.tolist(),
        "scores": scores(weights.network, outputs).tolist(),
        "input": image.ravel().tolist(),
    }


def _image(asked: str, values: Any) -> NDArray[np.float32]:
    """Return (16, 16) from a buffer of 256 float32; see `predict`."""
    image = np.frombuffer(values, np.float32)
    if image.size != IMAGE_SIDE**2 or not np.isfinite(image).all():
        raise InputError(f"{asked}: got {image.size} values; give {IMAGE_SIDE**2} finite ones")
    return image.reshape(IMAGE_SIDE, IMAGE_SIDE)


def _get(name: str) -> Weights:
    return _taught.get(name) or _original(name)


def _original(name: str) -> Weights:
    if name not in _loaded:
        raise InputError(f"no network named {name!r} is loaded; there are {', '.join(_loaded) or 'none'}")
    return _loaded[name]
