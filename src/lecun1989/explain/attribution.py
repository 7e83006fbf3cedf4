"""Attribution: what every pixel and unit adds to an output's sum.

An output's sum is compared with its sum for blank paper, the baseline. Multipliers are propagated back from the output.
Each unit's sum gets

    m_sum = m_value * (value - value on paper) / (sum - sum on paper)

and each of its sources gets m_value = sum of weight * m_sum. Then, in every layer, exactly

    output's sum = output's sum on paper + sum over units of m_value * (value - value on paper)

This is the rescale rule (Shrikumar, Greenside and Kundaje, 2017, "DeepLIFT", section 3.5.1).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.geometry import overlay
from lecun1989.model.network import Activations, Network
from lecun1989.model.sizes import CLASSES, H1_MAPS, H1_SIDE, H2_MAPS, H2_SIDE
from lecun1989.preprocess.normalization import blank
from lecun1989.reading import Reading

Array = NDArray[Any]

SAME = 1e-9  # a sum closer to the baseline's counts as equal


@dataclass(frozen=True)
class Attribution:
    """The contributions to one output's sum.

    Attributes:
        total: the output's sum, before its nonlinearity.
        baseline: the same for blank paper.
        layers: "input" (1, 256), "h1" (12, 64), "h2" (12, 16), "h3" (1, 30): each adds up to total - baseline.
    """

    total: float
    baseline: float
    layers: dict[str, Array]


def attribute(reading: Reading, output: int) -> Attribution:
    """Attribute an output's sum to the units of each layer.

    Args:
        reading: the reading to explain.
        output: 0 to 9.

    Raises:
        InputError: there is no such output.
    """
    if not 0 <= output < CLASSES:
        raise InputError(f"there is no output {output}; give 0 to {CLASSES - 1}")
    arrays = reading.network.parameters.arrays()
    exact = Network.from_arrays(reading.network.architecture, arrays, np.float64)
    both = exact.activations(np.stack([blank(), reading.image]))
    parameters = exact.parameters
    h3, m3 = _pass_back(exact, both, "h3", parameters.output_weights[output][None])  # (1, 30)
    h2, m2 = _pass_back(exact, both, "h2", (m3 @ parameters.h3_weights).reshape(-1, H2_MAPS))  # (16, 12)
    h1, m1 = _pass_back(exact, both, "h1", overlay(m2 @ parameters.h2_kernels, H2_SIDE, H1_MAPS))  # (64, 12)
    pixels = overlay(m1 @ parameters.h1_kernels, H1_SIDE, 1)  # (256, 1)
    ink = (both.input[1] - both.input[0]).reshape(-1, 1)
    return Attribution(
        total=float(both.output_sum[1, output]),
        baseline=float(both.output_sum[0, output]),
        layers={"input": (pixels * ink).T, "h1": h1.T, "h2": h2.T, "h3": h3},
    )


def _pass_back(network: Network, both: Activations, layer: str, multiplier: Array) -> tuple[Array, Array]:
    """Return a layer's shares and its sums' multipliers, given its values' multipliers; all are (units, maps)."""
    values, sums = (_units_first(getattr(both, name)) for name in (layer, f"{layer}_sum"))
    difference, rise = values[1] - values[0], sums[1] - sums[0]
    slope = np.empty_like(rise)
    network.hidden.slope(sums[1], values[1], slope)  # the limit for a sum that is the same as on paper
    same = np.abs(rise) < SAME
    gain = np.where(same, slope, difference / np.where(same, 1, rise))
    return multiplier * difference, multiplier * gain


def _units_first(maps: Array) -> Array:
    """Return maps (2, maps, rows, columns) as (2, rows * columns, maps), and units (2, n) as (2, 1, n)."""
    return (
        np.ascontiguousarray(maps.reshape(2, maps.shape[1], -1).swapaxes(1, 2))
        if maps.ndim == 4
        else maps[:, None]
    )
