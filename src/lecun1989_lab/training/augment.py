"""Random deformations of training digits: rotate, resize, slant, move, and bend by a smooth elastic field.

Each of the 16x16 pixels of the new image is looked up at its source in the old one. For a pixel at u from the middle,

    source(u) = s (A u + b + sum_k d_k B_k(u))

A rotates, resizes and slants, and b moves. d are random displacements of a 5x5 grid of knots, spread by smooth bumps B
that add up to one everywhere (after Simard, Steinkraus and Platt, 2003, who smooth a displacement of every pixel).

s is the old image's side divided by 16. If the side is more than 16 pixels, the reduction to 16x16 is part of the
deformation, so the digit is interpolated only once, like test digits in `normalization.shrink`. A digit deformed after
the reduction would be interpolated twice, and be more blurred than any test digit.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.sizes import BACKGROUND, IMAGE_SIDE

Array = NDArray[Any]

KNOTS = 5  # on a side
_LINE = np.arange(IMAGE_SIDE, dtype=np.float32) - (IMAGE_SIDE - 1) / 2


@dataclass(frozen=True)
class Augmentation:
    """How much training digits are deformed, each time they are shown. Pixels are those of 16x16 images.

    Attributes:
        rotation: largest angle in degrees, in either direction.
        scale: each side is multiplied by exp(u), with u at most this, in either direction.
        shear: largest sideways shift, as a share of the height.
        shift: largest shift in pixels, in either direction.
        elastic: standard deviation of a knot's displacement in pixels.
    """

    rotation: float = 0.0
    scale: float = 0.0
    shear: float = 0.0
    shift: float = 0.0
    elastic: float = 0.0

    def __call__(self, images: Array, generator: np.random.Generator) -> Array:
        """Return deformed copies, (n, 16, 16).

        Args:
            images: (n, side, side) float32 in [-1, 1], the side at least 16.
            generator: source of random numbers.
        """
        n, side = len(images), int(images.shape[1])

        def uniform(bound: float) -> Array:
            return generator.uniform(-bound, bound, n).astype(np.float32)

        angle, shear = uniform(np.deg2rad(self.rotation)), uniform(self.shear)
        cosine, sine = np.cos(angle), np.sin(angle)
        height, width = np.exp(uniform(self.scale)), np.exp(uniform(self.scale))
        field = np.empty((2, n, 3 + KNOTS**2), np.float32)  # for y and x: of y, of x, constant, knots
        field[0, :, 0], field[0, :, 1] = cosine * height, -sine * width
        field[1, :, 0], field[1, :, 1] = sine * height + shear * cosine, cosine * width - shear * sine
        field[0, :, 2], field[1, :, 2] = uniform(self.shift), uniform(self.shift)
        field[:, :, 3:] = self.elastic * generator.standard_normal((2, n, KNOTS**2), np.float32)
        field *= side / IMAGE_SIDE
        field[:, :, 2] += (side + 1) / 2  # the middle, counted with the frame
        y, x = (field.reshape(2 * n, -1) @ _BASIS).reshape(2, n, -1)  # (n, 256) each
        return _sample(images, y, x)


def _make_basis() -> Array:
    """Return (28, 256): for every pixel y, x, one, and how much each of the 25 knots moves it."""
    y, x = np.repeat(_LINE, IMAGE_SIDE), np.tile(_LINE, IMAGE_SIDE)
    knots = np.linspace(_LINE[0] - 2, _LINE[-1] + 2, KNOTS)
    bumps = np.exp(-(((_LINE[:, None] - knots) / (knots[1] - knots[0])) ** 2) / 0.72)  # (16, 5)
    bumps /= bumps.sum(axis=1, keepdims=True)
    elastic = np.einsum("ya,xb->abyx", bumps, bumps).reshape(KNOTS**2, -1)
    return np.concatenate([np.stack([y, x, np.ones_like(y)]), elastic]).astype(np.float32)


_BASIS = _make_basis()


def _sample(images: Array, y: Array, x: Array) -> Array:
    """Return images interpolated at places (n, 256), counted with a one-pixel frame; outside is background."""
    n, side = len(images), int(images.shape[1])
    width = side + 2  # with a frame of background
    framed = np.full((n, width, width), BACKGROUND, np.float32)
    framed[:, 1:-1, 1:-1] = images
    np.clip(y, 0, width - 1.001, out=y)
    np.clip(x, 0, width - 1.001, out=x)
    row, column = y.astype(np.intp), x.astype(np.intp)
    y, x = y - row.astype(np.float32), x - column.astype(np.float32)
    at = row * width + column + (np.arange(n) * width**2)[:, None]
    values = framed.ravel()
    upper, lower = values.take(at), values.take(at + width)
    upper += x * (values.take(at + 1) - upper)
    lower += x * (values.take(at + (width + 1)) - lower)
    upper += y * (lower - upper)
    return upper.reshape(n, IMAGE_SIDE, IMAGE_SIDE)
