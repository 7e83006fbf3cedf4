"""Why this answer: what every pixel and unit adds to an output, and what each spot of ink is worth.

An output's sum is compared with what it is for blank paper. On the way back from it, each unit passes on

    m_sum = m_value * (value - value on paper) / (sum - sum on paper)

and each weight m_source = sum of weight * m_sum, so that in every layer

    output's sum = output's sum on paper + sum over units of m_value * (value - value on paper)

exactly: the rescale rule (Shrikumar, Greenside and Kundaje, 2017, "DeepLIFT", section 3.5.1), with paper as reference.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.architecture import (
    CLASSES,
    H1_MAPS,
    H1_SIDE,
    H2_MAPS,
    H2_SIDE,
    IMAGE_SIDE,
    KERNEL_SIDE,
    PADDING,
    STRIDE,
)
from lecun1989.model.network import Network
from lecun1989.model.scores import leads
from lecun1989.preprocess.normalization import blank

Array = NDArray[Any]

PATCH = 3  # pixels on a side of what `occlude` covers


@dataclass(frozen=True)
class Contributions:
    """What adds up to one output's sum.

    Attributes:
        total: the output's sum, before its nonlinearity.
        paper: the same for blank paper.
        layers: "input" (1, 256), "h1" (12, 64), "h2" (12, 16), "h3" (1, 30): each adds up to total - paper.
    """

    total: float
    paper: float
    layers: dict[str, Array]


def contributions(network: Network, image: Array, output: int) -> Contributions:
    """Share an output's sum out among the units of each layer.

    Args:
        network: whose output it is.
        image: (16, 16) in [-1, 1].
        output: 0 to 9.

    Raises:
        InputError: there is no such output.
    """
    if not 0 <= output < CLASSES:
        raise InputError(f"contributions: there is no output {output}; give 0 to {CLASSES - 1}")
    exact = Network.from_arrays(network.architecture, network.parameters(), np.float64)
    both = np.stack([blank(), image]).astype(np.float64)
    run = exact.layers(both)
    theta, hidden = exact.theta, exact.hidden

    def split(units: Array) -> Array:
        return units.reshape(2, -1, units.shape[1])  # paper's, the image's

    def through(units: Array, sums: Array, multiplier: Array) -> tuple[Array, Array]:
        """Return a layer's contributions, and the multipliers of its sums."""
        value, total = split(units), split(sums)
        difference, rise = value[1] - value[0], total[1] - total[0]
        slope = np.empty_like(rise)
        hidden.slope(value[1], slope)  # the limit where a sum is the same on paper
        same = np.abs(rise) < 1e-9
        gain = np.where(same, slope, difference / np.where(same, 1, rise))
        return multiplier * difference, multiplier * gain

    h3, m3 = through(run.h3, run.h3_sum, theta.output_weights[output][None])  # (1, 30)
    h2, m2 = through(run.h2, run.h2_sum, (m3 @ theta.h3_weights).reshape(-1, H2_MAPS))  # (16, 12)
    m1 = _overlay(m2 @ theta.h2_kernels, H2_SIDE, H1_MAPS)  # (64, 12)
    h1, m1 = through(run.h1, run.h1_sum, m1)
    pixels = _overlay(m1 @ theta.h1_kernels, H1_SIDE, 1) * (both[1] - both[0]).reshape(-1, 1)  # (256, 1)
    return Contributions(
        total=float(run.output_sum[1, output]),
        paper=float(run.output_sum[0, output]),
        layers={"input": pixels.T, "h1": h1.T, "h2": h2.T, "h3": h3},
    )


def _overlay(patches: Array, side: int, maps: int) -> Array:
    """Add up the patches (side*side, 25 * maps) of a layer where they lie over the layer below: (units, maps)."""
    below = STRIDE * side
    frame = np.zeros((below + 2 * PADDING, below + 2 * PADDING, maps), patches.dtype)
    for place, patch in enumerate(patches.reshape(-1, KERNEL_SIDE, KERNEL_SIDE, maps)):
        row, column = (STRIDE * part for part in divmod(place, side))
        frame[row : row + KERNEL_SIDE, column : column + KERNEL_SIDE] += patch
    return frame[PADDING:-PADDING, PADDING:-PADDING].reshape(-1, maps)


def occlude(network: Network, image: Array) -> dict[str, Array]:
    """Cover a patch of 3x3 pixels around each pixel with paper, then with ink, and ask what it does to the answer.

    Args:
        network: the reader.
        image: (16, 16) in [-1, 1].

    Returns:
        "paper" and "ink", each (16, 16): how much the answer's lead, its sum over the next best output's, changes
        (Zeiler and Fergus, 2014, section 4.2). Negative where what stands there speaks for the answer.
    """
    base = network.layers(image).output_sum  # (1, 10)
    answer = int(base.argmax())
    covered = np.repeat(_patches()[None], 2, axis=0)  # (2, 256, 16, 16)
    values = np.array([-1, 1], np.float32)[:, None, None, None]
    images = np.where(covered, values, image).reshape(-1, IMAGE_SIDE, IMAGE_SIDE)
    change = leads(network.layers(images).output_sum, answer) - leads(base, answer)
    change = change.reshape(2, IMAGE_SIDE, IMAGE_SIDE)
    return {"paper": change[0], "ink": change[1]}


def _patches() -> NDArray[np.bool_]:
    """Return (256, 16, 16): for each pixel where its patch lies."""
    places = np.arange(IMAGE_SIDE)
    near = np.abs(places[:, None] - places) <= PATCH // 2  # (16, 16)
    patches: NDArray[np.bool_] = near[:, None, :, None] & near[None, :, None, :]
    return patches.reshape(IMAGE_SIDE**2, IMAGE_SIDE, IMAGE_SIDE)
