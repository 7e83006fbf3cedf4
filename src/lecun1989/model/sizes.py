"""The paper's sizes, checked against the counts that it prints (section 3).

    input 16x16 -> H1 12 maps 8x8 -> H2 12 maps 4x4 -> H3 30 units -> output 10 units

H1 and H2 are 5x5 convolutions with stride 2; a constant background of -1 surrounds the 16x16 input and H1's maps.
"""

from dataclasses import dataclass

IMAGE_SIDE = 16
KERNEL_SIDE = 5
STRIDE = 2
PADDING = 2
BACKGROUND = -1.0
H1_MAPS, H1_SIDE = 12, 8
H2_MAPS, H2_SIDE = 12, 4
H2_FAN = 8  # H1 maps that each H2 map reads
H3_UNITS = 30
CLASSES = 10


@dataclass(frozen=True)
class LayerSize:
    """One row of the paper's architecture table.

    Attributes:
        name: as in the paper.
        units: number of units in all maps of the layer.
        fan_in: number of inputs to a unit, without its bias.
        parameters: weights and biases that are learned.
    """

    name: str
    units: int
    fan_in: int
    parameters: int

    @property
    def connections(self) -> int:
        """Connections into the layer; every unit's bias counts as one."""
        return self.units * (self.fan_in + 1) if self.fan_in else 0


_KERNEL = KERNEL_SIDE**2
_H1_UNITS = H1_MAPS * H1_SIDE**2
_H2_UNITS = H2_MAPS * H2_SIDE**2
INPUT = LayerSize("input", IMAGE_SIDE**2, 0, 0)
H1 = LayerSize("H1", _H1_UNITS, _KERNEL, H1_MAPS * _KERNEL + _H1_UNITS)
H2 = LayerSize("H2", _H2_UNITS, H2_FAN * _KERNEL, H2_MAPS * H2_FAN * _KERNEL + _H2_UNITS)
H3 = LayerSize("H3", H3_UNITS, _H2_UNITS, H3_UNITS * (_H2_UNITS + 1))
OUTPUT = LayerSize("output", CLASSES, H3_UNITS, CLASSES * (H3_UNITS + 1))
LAYERS = (INPUT, H1, H2, H3, OUTPUT)
PARAMETERS = sum(layer.parameters for layer in LAYERS)

assert [layer.parameters for layer in LAYERS] == [0, 1068, 2592, 5790, 310]
assert [layer.connections for layer in LAYERS] == [0, 19968, 38592, 5790, 310]
assert PARAMETERS == 9760
assert sum(layer.units for layer in LAYERS) == 1256
assert sum(layer.connections for layer in LAYERS) == 64660
