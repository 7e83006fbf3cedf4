"""Perturbation: move, rotate, resize and thicken a 16x16 image, and add noise, as in LeCun's demos of the 1990s.

    thicken or thin the strokes -> resize, rotate and move, by looking up each pixel's source -> add noise

A perturbation is six numbers in the order of RANGES.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.sizes import BACKGROUND, CLASSES, IMAGE_SIDE
from lecun1989.preprocess.stroke_width import spread
from lecun1989.reading import Reading

Array = NDArray[Any]

# right and down: pixels; rotation: degrees, clockwise; size: factor; pen: pixels that each edge of a stroke moves
# outwards; noise: standard deviation of the noise on each pixel (paper and ink differ by 2).
RANGES = {
    "right": (-6.0, 6.0),
    "down": (-6.0, 6.0),
    "rotation": (-90.0, 90.0),
    "size": (0.4, 1.6),
    "pen": (-1.2, 1.2),
    "noise": (0.0, 1.2),
}
NEUTRAL = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
STEPS = 25  # number of values over each range


@dataclass(frozen=True)
class Curve:
    """What a network reads while one value of a perturbation varies over its range.

    Attributes:
        digits: (STEPS,), the answer at each step.
        scores: (STEPS, 10), the ten digits' scores at each step.
    """

    digits: Array
    scores: Array


def check_perturbation(values: Array) -> None:
    """Check a perturbation.

    Args:
        values: (6,).

    Raises:
        InputError: the number of values is wrong, or one is out of its range.
    """
    if values.shape != (len(RANGES),):
        raise InputError(f"the perturbation has {values.size} values; give {', '.join(RANGES)}")
    for (name, (low, high)), value in zip(RANGES.items(), values.tolist(), strict=True):
        if not low - 1e-6 <= value <= high + 1e-6:
            raise InputError(f"the perturbation's {name} is {value:g}; give {low:g} to {high:g}")


def perturb(image: Array, values: Array) -> Array:
    """Return a perturbed image.

    Args:
        image: (16, 16) in [-1, 1].
        values: (6,), see RANGES.

    Raises:
        InputError: see `check_perturbation`.
    """
    check_perturbation(values)
    return np.asarray(perturb_all(image, values[None])[0])


def perturbation_curves(reading: Reading, values: Array) -> dict[str, Curve]:
    """Return a curve for each value, by name: the value varies over its range, and the others stay fixed.

    Args:
        reading: the reading whose image is perturbed.
        values: (6,), see RANGES.

    Raises:
        InputError: see `check_perturbation`.
    """
    check_perturbation(values)
    varied = vary(values)  # (6, STEPS, 6)
    outputs = reading.network(perturb_all(reading.image, varied.reshape(-1, len(RANGES))))
    scores = reading.network.output.scores(outputs).reshape(*varied.shape[:2], CLASSES)
    return {name: Curve(each.argmax(axis=1), each) for name, each in zip(RANGES, scores, strict=True)}


def vary(values: Array) -> Array:
    """Return (6, STEPS, 6): for each value of a perturbation, (6,), the perturbations that vary it over its range."""
    varied = np.tile(values, (len(RANGES), STEPS, 1)).astype(np.float64)
    for at, (low, high) in enumerate(RANGES.values()):
        varied[at, :, at] = np.linspace(low, high, STEPS)
    return varied


def perturb_all(image: Array, perturbations: Array) -> Array:
    """Return an image perturbed in several ways.

    Args:
        image: (16, 16) in [-1, 1].
        perturbations: (n, 6).

    Returns:
        (n, 16, 16) float32 in [-1, 1]. Pixels from outside the image are paper; the noise is the same in all images.
    """
    ink = (image.astype(np.float32) + 1) / 2
    right, down, rotation, size, pen, noise = perturbations.T
    framed = np.zeros((len(pen), IMAGE_SIDE + 2, IMAGE_SIDE + 2), np.float32)  # in a frame of paper
    for width in np.unique(pen):
        framed[pen == width, 1:-1, 1:-1] = _thicken(ink, float(width))
    result = 2 * _look_up(framed, right, down, np.deg2rad(rotation), size) - 1
    result += noise[:, None, None] * _NOISE
    return np.asarray(np.clip(result, BACKGROUND, 1), np.float32)


def _thicken(ink: Array, width: float) -> Array:
    return spread(ink, abs(width), np.maximum if width > 0 else np.minimum) if width else ink


def _look_up(framed: Array, right: Array, down: Array, rotation: Array, size: Array) -> Array:
    """Resize and rotate (n, 18, 18) about their middle, then move them: (n, 16, 16).

    Values between pixels are interpolated bilinearly.
    """
    middle = (IMAGE_SIDE - 1) / 2
    line = np.arange(IMAGE_SIDE) - middle
    y, x = (line - down[:, None])[:, :, None], (line - right[:, None])[:, None, :]
    cosine, sine = ((f(rotation) / size)[:, None, None] for f in (np.cos, np.sin))
    row = np.clip(cosine * y - sine * x + middle + 1, 0, IMAGE_SIDE + 0.999)  # (n, 16, 16)
    column = np.clip(sine * y + cosine * x + middle + 1, 0, IMAGE_SIDE + 0.999)
    top, left = row.astype(np.intp), column.astype(np.intp)
    lower, outer = row - top, column - left
    which = np.arange(len(framed))[:, None, None]
    above = framed[which, top, left] * (1 - outer) + framed[which, top, left + 1] * outer
    below = framed[which, top + 1, left] * (1 - outer) + framed[which, top + 1, left + 1] * outer
    found: Array = above * (1 - lower) + below * lower
    return found


def _make_noise() -> Array:
    """Return (16, 16) numbers, approximately normal, with mean 0 and variance 1.

    A quasirandom sequence covers the unit square evenly (Roberts, 2018), and the Box-Muller transform (1958) makes it
    normal. The page has no numpy.random.
    """
    golden = 1.324717957244746  # x^3 = x + 1
    at = np.arange(1, IMAGE_SIDE**2 + 1)
    order = np.argsort(np.sin(at * 12.9898) * 43758.5453 % 1)  # so that neighbours are not consecutive
    first, second = (0.5 + at / golden) % 1, (0.5 + at / golden**2) % 1
    normal = np.sqrt(-2 * np.log(1 - first)) * np.cos(2 * np.pi * second)
    normal -= normal.mean()
    return np.asarray((normal / normal.std())[order].reshape(IMAGE_SIDE, IMAGE_SIDE))


_NOISE = _make_noise()
