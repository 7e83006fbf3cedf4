"""The paper's architecture: its sizes, its choices of function, and which H1 maps each H2 map sees.

    input 16x16 -> H1 12 maps 8x8 -> H2 12 maps 4x4 -> H3 30 units -> output 10 units

H1 and H2 are 5x5 convolutions with stride 2; outside its 16x16 (8x8) units a layer is a constant background of -1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from lecun1989.errors import InputError

Activation = Literal["tanh", "scaled_tanh", "relu"]
Output = Literal["tanh", "scaled_tanh", "softmax"]
Connections = tuple[tuple[int, ...], ...]

IMAGE_SIDE = 16
KERNEL_SIDE = 5
STRIDE = 2
PADDING = 2
BACKGROUND = -1.0
H1_MAPS, H1_SIDE = 12, 8
H2_MAPS, H2_SIDE = 12, 4
H2_FAN = 8  # H1 maps that each H2 map reads (paper, section 3)
H3_UNITS = 30
CLASSES = 10

# The paper does not print its scheme ("will not be discussed here"). This one is A. Karpathy's assumption
# (lecun1989-repro, 2022): three groups of four H2 maps, each reading two of the three groups of four H1 maps.
THREE_BLOCKS: Connections = (
    *((0, 1, 2, 3, 4, 5, 6, 7),) * 4,
    *((4, 5, 6, 7, 8, 9, 10, 11),) * 4,
    *((0, 1, 2, 3, 8, 9, 10, 11),) * 4,
)


@dataclass(frozen=True)
class Architecture:
    """What distinguishes one published network from another of the same size.

    Attributes:
        activation: of H1, H2 and H3. "tanh"; "scaled_tanh", 1.7159 tanh(2x/3); "relu".
        output: of the ten output units. "tanh" and "scaled_tanh" are trained with squared error towards -1 and +1,
            "softmax" with cross-entropy.
        connections: for each of the 12 H2 maps the 8 H1 maps it reads, ascending.

    Raises:
        InputError: a name is unknown, or the table is not twelve rows of eight ascending numbers in 0..11.
    """

    activation: Activation
    output: Output
    connections: Connections = THREE_BLOCKS

    def __post_init__(self) -> None:
        _require_name("activation", self.activation, get_args(Activation))
        _require_name("output", self.output, get_args(Output))
        if len(self.connections) != H2_MAPS:
            raise InputError(f"architecture.connections has {len(self.connections)} rows; give {H2_MAPS}")
        for number, row in enumerate(self.connections):
            if list(row) != sorted(set(row)) or len(row) != H2_FAN or not set(row) <= set(range(H1_MAPS)):
                raise InputError(
                    f"architecture.connections[{number}] is {list(row)}; "
                    f"give {H2_FAN} different numbers from 0 to {H1_MAPS - 1} in ascending order"
                )


def _require_name(field: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise InputError(f"architecture.{field} is {value!r}; give one of {', '.join(known)}")


@dataclass(frozen=True)
class Layer:
    """One row of the paper's architecture table (section 3)."""

    name: str
    units: int
    inputs_per_unit: int  # without the bias
    parameters: int

    @property
    def connections(self) -> int:
        """Lines into the layer, the bias of every unit counted as one."""
        return self.units * (self.inputs_per_unit + 1) if self.inputs_per_unit else 0


_KERNEL = KERNEL_SIDE**2
_H1_UNITS = H1_MAPS * H1_SIDE**2
_H2_UNITS = H2_MAPS * H2_SIDE**2
LAYERS = (
    Layer("input", IMAGE_SIDE**2, 0, 0),
    Layer("H1", _H1_UNITS, _KERNEL, H1_MAPS * _KERNEL + _H1_UNITS),
    Layer("H2", _H2_UNITS, H2_FAN * _KERNEL, H2_MAPS * H2_FAN * _KERNEL + _H2_UNITS),
    Layer("H3", H3_UNITS, _H2_UNITS, H3_UNITS * (_H2_UNITS + 1)),
    Layer("output", CLASSES, H3_UNITS, CLASSES * (H3_UNITS + 1)),
)
PARAMETERS = sum(layer.parameters for layer in LAYERS)

assert [layer.parameters for layer in LAYERS] == [0, 1068, 2592, 5790, 310]
assert [layer.connections for layer in LAYERS] == [0, 19968, 38592, 5790, 310]
assert PARAMETERS == 9760
assert sum(layer.units for layer in LAYERS) == 1256
assert sum(layer.connections for layer in LAYERS) == 64660
