"""The few calls that the page makes. Answers are JSON text, which crosses to JavaScript in one piece."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.architecture import CLASSES, IMAGE_SIDE
from lecun1989.errors import InputError
from lecun1989.network import Network
from lecun1989.normalize import blank, ink_from_rgba, normalise
from lecun1989.weights import Weights, read_weights

_loaded: dict[str, Weights] = {}


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
    image = np.frombuffer(values, np.float32)
    if image.size != IMAGE_SIDE**2 or not np.isfinite(image).all():
        raise InputError(f"predict: got {image.size} values; give {IMAGE_SIDE**2} finite ones")
    return json.dumps(answer(_get(name), image.reshape(IMAGE_SIDE, IMAGE_SIDE)))


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


def scores(network: Network, outputs: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return outputs from 0 to 1: softmax probabilities as they are, the others by where they lie between -1 and +1."""
    if network.architecture.output == "softmax":
        return outputs
    return np.clip((outputs + 1) / 2, 0, 1)


def _get(name: str) -> Weights:
    if name not in _loaded:
        raise InputError(f"no network named {name!r} is loaded; there are {', '.join(_loaded) or 'none'}")
    return _loaded[name]
