"""How networks of the paper's size can differ: in their nonlinearities and connections."""

from dataclasses import dataclass
from typing import cast

from lecun1989.errors import InputError
from lecun1989.model.activations import NONLINEARITIES
from lecun1989.model.connections import THREE_BLOCKS, Connections, check_connections
from lecun1989.model.loss import OUTPUTS


@dataclass(frozen=True)
class Architecture:
    """The choices that the paper's sizes leave open.

    Attributes:
        activation: nonlinearity of H1, H2 and H3: "tanh"; "scaled_tanh", 1.7159 tanh(2x/3); "relu"; or one registered
            with `activations.add_nonlinearity`.
        output: function of the ten output units. "tanh" and "scaled_tanh" are trained with squared error towards -1
            and +1, "softmax" with cross-entropy.
        connections: for each of the 12 H2 maps, the 8 H1 maps that it reads, ascending; or the name of a scheme:
            "three-blocks", "ring", or one registered with `connections.add_connections`.

    Raises:
        InputError: a name is unknown, or the table is not twelve rows of eight ascending numbers in 0..11.
    """

    activation: str
    output: str
    connections: Connections = THREE_BLOCKS

    def __post_init__(self) -> None:
        for field, value, known in (
            ("activation", self.activation, NONLINEARITIES),
            ("output", self.output, OUTPUTS),
        ):
            if value not in known:
                raise InputError(f"architecture.{field} is {value!r}; give one of {', '.join(known)}")
        connections = check_connections(cast(Connections | str, self.connections))
        object.__setattr__(self, "connections", connections)
