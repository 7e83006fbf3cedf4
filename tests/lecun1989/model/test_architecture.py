import pytest

from lecun1989.errors import InputError
from lecun1989.model.architecture import Architecture
from lecun1989.model.connections import RING, THREE_BLOCKS, add_connections
from lecun1989.model.parameters import Parameters, connection_mask
from lecun1989.model.sizes import LAYERS
from tests.lecun1989.reference import TABLE


def test_the_layers_match_the_paper() -> None:
    rows = [(layer.name, layer.units, layer.parameters, layer.connections) for layer in LAYERS]
    assert rows == [
        ("input", 256, 0, 0),
        ("H1", 768, 1068, 19968),
        ("H2", 192, 2592, 38592),
        ("H3", 30, 5790, 5790),
        ("output", 10, 310, 310),
    ]


def test_the_connection_table_agrees_with_its_second_transcription() -> None:
    assert THREE_BLOCKS == TABLE
    mask = connection_mask(THREE_BLOCKS).reshape(12, 25, 12)
    assert [[int(k) for k in mask[m, 0].nonzero()[0]] for m in range(12)] == [list(row) for row in TABLE]
    assert mask.sum() == 12 * 8 * 25


def test_the_flat_buffer_has_each_parameter_once_and_the_absent_connections() -> None:
    assert Parameters(THREE_BLOCKS).flat.size == 9760 + 12 * 4 * 25


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"activation": "sigmoid"}, "architecture.activation"),
        ({"output": "linear"}, "architecture.output"),
        ({"connections": THREE_BLOCKS[:11]}, "architecture.connections has 11 rows"),
        ({"connections": (*THREE_BLOCKS[:11], (0, 1, 2, 3, 4, 5, 6, 12))}, r"architecture.connections\[11\]"),
        ({"connections": ((0, 0, 2, 3, 4, 5, 6, 7), *THREE_BLOCKS[1:])}, r"architecture.connections\[0\]"),
        ({"connections": ((1, 0, 2, 3, 4, 5, 6, 7), *THREE_BLOCKS[1:])}, r"architecture.connections\[0\]"),
    ],
)
def test_a_wrong_description_is_refused_by_name(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(InputError, match=field):
        Architecture(**{"activation": "tanh", "output": "tanh", **arguments})  # type: ignore[arg-type]


def test_a_connection_scheme_can_be_named_and_added() -> None:
    assert Architecture("tanh", "tanh", "ring") == Architecture("tanh", "tanh", RING)  # type: ignore[arg-type]
    mirrored = tuple(tuple(sorted(11 - source for source in row)) for row in RING)
    add_connections("mirrored-ring", mirrored)
    assert Architecture("tanh", "tanh", "mirrored-ring").connections == mirrored  # type: ignore[arg-type]
    with pytest.raises(InputError, match="the connection scheme 'ring' exists already"):
        add_connections("ring", mirrored)
    with pytest.raises(InputError, match="has 11 rows"):
        add_connections("short", mirrored[1:])
    with pytest.raises(InputError, match="no connection scheme 'spiral'; give one of three-blocks, ring"):
        Architecture("tanh", "tanh", "spiral")  # type: ignore[arg-type]
