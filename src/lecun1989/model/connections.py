"""Which H1 maps each H2 map reads: eight of twelve.

The paper does not describe its scheme (section 3). `add_connections` registers a new one.
"""

from lecun1989.errors import InputError
from lecun1989.model.sizes import H1_MAPS, H2_FAN, H2_MAPS

Connections = tuple[
    tuple[int, ...], ...
]  # for each of the 12 H2 maps, the 8 H1 maps that it reads, ascending

# A. Karpathy's assumption (lecun1989-repro, 2022): three groups of four H2 maps, each reading two of the three groups
# of four H1 maps.
THREE_BLOCKS: Connections = (
    *((0, 1, 2, 3, 4, 5, 6, 7),) * 4,
    *((4, 5, 6, 7, 8, 9, 10, 11),) * 4,
    *((0, 1, 2, 3, 8, 9, 10, 11),) * 4,
)
# Another scheme that fits the paper's counts: each H2 map reads eight neighbors in a ring of H1 maps.
RING: Connections = tuple(
    tuple(sorted((first + step) % H1_MAPS for step in range(H2_FAN))) for first in range(H2_MAPS)
)
SCHEMES = {"three-blocks": THREE_BLOCKS, "ring": RING}


def add_connections(name: str, connections: Connections) -> None:
    """Register a connection scheme, so that `Architecture` accepts its name in place of the table.

    Args:
        name: a new name.
        connections: 12 rows of 8 different numbers from 0 to 11, ascending.

    Raises:
        InputError: the name is taken, or the table has another form.
    """
    if name in SCHEMES:
        raise InputError(f"the connection scheme {name!r} exists already; give another name")
    SCHEMES[name] = check_connections(connections)


def check_connections(connections: Connections | str) -> Connections:
    """Return a connection table, given the table itself or its name.

    Raises:
        InputError: there is no scheme of that name, or the table is not 12 rows of 8 ascending numbers in 0..11.
    """
    if isinstance(connections, str):
        if connections not in SCHEMES:
            raise InputError(
                f"there is no connection scheme {connections!r}; give one of {', '.join(SCHEMES)}, or add it first"
            )
        return SCHEMES[connections]
    if len(connections) != H2_MAPS:
        raise InputError(f"architecture.connections has {len(connections)} rows; give {H2_MAPS}")
    for number, row in enumerate(connections):
        if list(row) != sorted(set(row)) or len(row) != H2_FAN or not set(row) <= set(range(H1_MAPS)):
            raise InputError(
                f"architecture.connections[{number}] is {list(row)}; "
                f"give {H2_FAN} different numbers from 0 to {H1_MAPS - 1} in ascending order"
            )
    return tuple(tuple(row) for row in connections)
