"""Weights files: a trained network as JSON. One strict reader serves both the host and the browser.

Numbers have the shortest decimal form that restores the same float32 bits. Each row of an array is one line.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import fields as dataclass_fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.model.activations import get_nonlinearity
from lecun1989.model.architecture import Architecture
from lecun1989.model.card import NORMALISATIONS, Card
from lecun1989.model.metrics import Metrics, Refusal
from lecun1989.model.network import Network
from lecun1989.model.parameters import SHAPES
from lecun1989.model.reject import RejectOption

FORMAT = "lecun1989-weights"
VERSION = 1
LARGEST = 1000.0  # far above every trained weight; a larger value means a damaged file
FIELDS = (
    "format",
    "version",
    "name",
    "title",
    "architecture",
    "normalisation",
    "provenance",
    "metrics",
    "parameters",
)
OPTIONAL = ("reject",)
SPLITS = ("train", "test")
MEASURES = tuple(field.name for field in dataclass_fields(Metrics))
REJECT_SPLITS = ("held_out", "test")
REJECT_MEASURES = tuple(field.name for field in dataclass_fields(Refusal))


def write_checkpoint(network: Network, card: Card) -> str:
    """Return the JSON text of a trained network; `read_checkpoint` restores it bit for bit.

    Args:
        network: float32.
        card: its model card.

    Raises:
        InputError: the network's nonlinearity is not the one that its architecture names.
    """
    architecture = network.architecture
    if network.hidden is not get_nonlinearity(architecture.activation):
        raise InputError(
            f"the network's nonlinearity is not the one named {architecture.activation!r}; "
            "give it a name with `add_nonlinearity` and build the network with that name"
        )
    connections = ",\n".join(f"   {list(row)}" for row in architecture.connections)
    arrays = ",\n".join(
        f'  "{name}": {{"shape": {list(array.shape)}, "values": [\n{_rows(array)}\n  ]}}'
        for name, array in network.parameters.arrays().items()
    )
    members = {
        "format": _json(FORMAT),
        "version": _json(VERSION),
        "name": _json(card.name),
        "title": _json(card.title),
        "architecture": (
            f'{{\n  "activation": {_json(architecture.activation)},\n  "output": {_json(architecture.output)},\n'
            f'  "connections": [\n{connections}\n  ]\n }}'
        ),
        "normalisation": _json(card.normalisation),
        "provenance": _json(card.provenance),
        "metrics": _json({split: asdict(metrics) for split, metrics in card.metrics.items()}),
    }
    if card.reject:
        members["reject"] = _json(asdict(card.reject))
    members["parameters"] = f"{{\n{arrays}\n }}"
    assert tuple(name for name in members if name not in OPTIONAL) == FIELDS
    return "{\n" + ",\n".join(f' "{name}": {text}' for name, text in members.items()) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False).replace("\n", "\n ")


def _rows(array: NDArray[np.float32]) -> str:
    rows = array.reshape(-1, array.shape[-1])
    return ",\n".join("   " + ", ".join(_shortest(value) for value in row) for row in rows)


def _shortest(value: np.float32) -> str:
    """Return the shortest JSON number that reads back as the same float32."""
    positional = np.format_float_positional(value, unique=True, trim="0")
    scientific = np.format_float_scientific(value, unique=True, trim="0", exp_digits=1)
    return min(positional, scientific, key=len)


def read_checkpoint(text: str, source: str) -> tuple[Network, Card]:
    """Read a network from its JSON text.

    Args:
        text: the file's content.
        source: the file's name, for messages.

    Raises:
        InputError: the text is not a weights file of this version, or a field is missing or invalid; the message names
            the field.
    """
    try:
        return _network_and_card(_Object(_parse(text), "", FIELDS, OPTIONAL))
    except InputError as error:
        raise InputError(f"{source}: {error}") from None


def _parse(text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(pairs)
        if len(fields) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            raise InputError(f"the field {twice!r} appears twice; keep one")
        return fields

    def finite(literal: str) -> float:
        value = float(literal)
        if not math.isfinite(value):
            raise InputError(
                f"it holds {_brief(literal)}, which is not a finite number; train or download it again"
            )
        return value

    try:
        return json.loads(text, object_pairs_hook=unique, parse_float=finite, parse_constant=finite)
    except json.JSONDecodeError as error:
        raise InputError(
            f"not complete JSON (line {error.lineno}: {error.msg}); download or export it again"
        ) from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            "not a weights file: it is nested too deeply, or a number is too long; export it again"
        ) from None


class _Object:
    """A JSON object with all expected fields, some of the optional ones, and no others."""

    def __init__(
        self, value: Any, path: str, fields: tuple[str, ...], optional: tuple[str, ...] = ()
    ) -> None:
        if not isinstance(value, dict):
            raise InputError(
                f"{path or 'the file'} is not a JSON object; expected the fields {', '.join(fields)}"
            )
        self.value, self.path = value, path
        # Check the version first: a later version may have other fields.
        if "format" in fields and value.get("format") != FORMAT:
            raise InputError(f"'format' is {value.get('format')!r}, not {FORMAT!r}; give a weights file")
        if "version" in fields and (value.get("version") != VERSION or value.get("version") is True):
            raise InputError(f"'version' is {value.get('version')!r}; this program reads version {VERSION}")
        for name in fields:
            if name not in value:
                raise InputError(f"the field {self.name(name)!r} is missing; export the file again")
        for name in value:
            if name not in (*fields, *optional):
                raise InputError(f"the field {self.name(name)!r} is unknown; remove it")

    def name(self, field: str) -> str:
        return f"{self.path}.{field}" if self.path else field

    def get(self, field: str, kind: type | tuple[type, ...], wanted: str) -> Any:
        value = self.value[field]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise InputError(f"'{self.name(field)}' is {_brief(value)}; expected {wanted}")
        return value


def _network_and_card(fields: _Object) -> tuple[Network, Card]:
    text = (str, "a string")
    normalisation = fields.get("normalisation", *text)
    if normalisation not in NORMALISATIONS:
        known = ", ".join(NORMALISATIONS)
        raise InputError(f"'normalisation' is {_brief(normalisation)}; expected one of {known}")
    provenance = fields.get("provenance", dict, "a JSON object")
    metrics = _Object(fields.value["metrics"], "metrics", (), SPLITS)
    for split in metrics.value:
        _check_numbers(_Object(metrics.value[split], f"metrics.{split}", MEASURES))
    description = _Object(
        fields.value["architecture"], "architecture", ("activation", "output", "connections")
    )
    architecture = Architecture(
        description.get("activation", *text),
        description.get("output", *text),
        _connections(description.get("connections", list, "12 rows of 8 numbers")),
    )
    parameters = _Object(fields.value["parameters"], "parameters", tuple(SHAPES))
    arrays = {name: _array(parameters, name) for name in SHAPES}
    card = Card(
        name=fields.get("name", *text),
        title=fields.get("title", *text),
        normalisation=normalisation,
        provenance=provenance,
        metrics={split: Metrics(**values) for split, values in metrics.value.items()},
        reject=_reject(fields.value["reject"]) if "reject" in fields.value else None,
    )
    return Network.from_arrays(architecture, arrays), card


def _check_numbers(measures: _Object) -> None:
    for measure in measures.value:
        value = measures.get(measure, (int, float), "a number")
        if value < 0:
            raise InputError(f"'{measures.name(measure)}' is {value}; expected 0 or a positive number")


def _reject(value: Any) -> RejectOption:
    fields = _Object(value, "reject", ("criterion", "threshold", *REJECT_SPLITS))
    for split in REJECT_SPLITS:
        _check_numbers(_Object(value[split], f"reject.{split}", REJECT_MEASURES))
    return RejectOption(
        fields.get("criterion", str, "a string"),
        fields.get("threshold", (int, float), "a number"),
        *(Refusal(**value[split]) for split in REJECT_SPLITS),
    )


def _connections(rows: list[Any]) -> tuple[tuple[int, ...], ...]:
    for number, row in enumerate(rows):
        if not isinstance(row, list) or not all(type(value) is int for value in row):
            raise InputError(
                f"'architecture.connections[{number}]' is {_brief(row)}; expected 8 whole numbers"
            )
    return tuple(tuple(row) for row in rows)


def _array(parameters: _Object, name: str) -> NDArray[np.float32]:
    path = parameters.name(name)
    fields = _Object(parameters.value[name], path, ("shape", "values"))
    shape = fields.get("shape", list, "a list")
    if shape != list(SHAPES[name]) or not all(type(size) is int for size in shape):
        raise InputError(f"'{path}.shape' is {_brief(shape)}; expected {list(SHAPES[name])}")
    values = fields.get("values", list, "a flat list of numbers")
    size = math.prod(SHAPES[name])
    if len(values) != size:
        raise InputError(f"'{path}.values' has {len(values)} numbers; expected {size}")
    for place, problem in _bad_numbers(values):
        raise InputError(f"'{path}.values[{place}]' is {problem}; train or download it again")
    return np.array(values, np.float32).reshape(SHAPES[name])


def _bad_numbers(values: list[Any]) -> Iterator[tuple[int, str]]:
    for place, value in enumerate(values):
        if type(value) not in (int, float):
            yield place, f"{_brief(value)}, not a number"
        elif not abs(value) <= LARGEST:
            yield place, f"{_brief(value)}, larger than any weight ({LARGEST:g})"


def _brief(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:37]}..."
