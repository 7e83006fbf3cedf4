"""Perturbation: a 16x16 image moved, rotated, resized, thickened and with noise, as in LeCun's demos of the 1990s.

    strokes thicker or thinner -> resized, rotated, moved: each pixel looks up where it comes from -> noise

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

# right and down: pixels; rotation: degrees, clockwise; size: factor; pen: pixels by which each edge of a stroke moves
# outwards; noise: standard deviation of what is added to each pixel (paper and ink differ by 2).
RANGES = {
    "right": (-6.0, 6.0),
    "down": (-6.0, 6.0),
    "rotation": (-90.0, 90.0),
    "size": (0.4, 1.6),
    "pen": (-1.2, 1.2),
    "noise": (0.0, 1.2),
}
NEUTRAL = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0)
STEPS = 25  # of a value, over its range


@dataclass(frozen=True)
class Curve:
    """What a network makes of an image while one part of a perturbation goes through its range.

    Attributes:
        digits: (STEPS,), the answer at each step.
        scores: (STEPS, 10), the scores of all ten digits there.
    """

    digits: Array
    scores: Array


def check_perturbation(values: Array) -> None:
    """Refuse what is not a perturbation.

    Args:
        values: (6,).

    Raises:
        InputError: not as many, or one out of its range.
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
    """Return by name what the network makes of the image while each value goes through its range and the others stay.

    Args:
        reading: of the image, by the network.
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
    """Return (6, STEPS, 6): for each of a perturbation's values (6,) those in which it goes through its range."""
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
        (n, 16, 16) float32 in [-1, 1]. What comes from outside the image is paper; the noise is the same in all.
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

    A value between four pixels is their mean, weighted by how near they are.
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
    """Return (16, 16) numbers that look normally distributed, mean 0 and variance 1.

    Two irrational rotations go through the square evenly (Roberts, 2018), and Box and Muller (1958) bend it to a bell.
    The page carries no numpy.random.
    """
    golden = 1.324717957244746  # x^3 = x + 1
    at = np.arange(1, IMAGE_SIDE**2 + 1)
    order = np.argsort(np.sin(at * 12.9898) * 43758.5453 % 1)  # else neighbours would follow one another
    first, second = (0.5 + at / golden) % 1, (0.5 + at / golden**2) % 1
    normal = np.sqrt(-2 * np.log(1 - first)) * np.cos(2 * np.pi * second)
    normal -= normal.mean()
    return np.asarray((normal / normal.std())[order].reshape(IMAGE_SIDE, IMAGE_SIDE))


_NOISE = _make_noise()
