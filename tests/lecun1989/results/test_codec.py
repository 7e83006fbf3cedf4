"""Dataclasses to JSON and back, with a small schema that has every kind of field."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

import pytest

from lecun1989.errors import InputError
from lecun1989.results.codec import FLAT, OPTIONAL, decode, encode, key, parse_json


class Point(NamedTuple):
    x: int
    y: int


@dataclass(frozen=True)
class Inner:
    loss: float
    misses: int


@dataclass(frozen=True)
class Outer:
    ablates: str | None = field(metadata=key("varies"))
    train: Inner = field(metadata=FLAT)
    whole: Inner | None = field(metadata={**FLAT, **OPTIONAL})
    shares: Mapping[Literal["top", "second"], float] = field(metadata=FLAT)
    nested: tuple[Inner, ...]
    pair: tuple[float, str]
    points: tuple[Point, ...]
    by_name: Mapping[str, Inner]
    kind: Literal["a", "b"]
    anything: object
    note: str | None = field(metadata=OPTIONAL)
    is_done: bool


OUTER = Outer(
    ablates=None,
    train=Inner(0.5, 3),
    whole=None,
    shares={"top": 1.5, "second": 2},
    nested=(Inner(1, 0), Inner(2.0, 1)),
    pair=(0.25, "text"),
    points=(Point(1, 2), Point(3, 4)),
    by_name={"one": Inner(0.0, 0)},
    kind="b",
    anything={"deep": [1, {"x": None}]},
    note=None,
    is_done=True,
)
JSON: dict[str, Any] = {
    "varies": None,
    "train_loss": 0.5,
    "train_misses": 3,
    "shares_top": 1.5,
    "shares_second": 2,
    "nested": [{"loss": 1, "misses": 0}, {"loss": 2.0, "misses": 1}],
    "pair": [0.25, "text"],
    "points": [[1, 2], [3, 4]],
    "by_name": {"one": {"loss": 0.0, "misses": 0}},
    "kind": "b",
    "anything": {"deep": [1, {"x": None}]},
    "is_done": True,
}


def test_an_object_is_the_same_after_a_round_trip_in_the_order_of_its_fields() -> None:
    assert encode(OUTER) == JSON
    assert list(encode(OUTER)) == list(JSON)
    assert decode(Outer, JSON, "f.json", "mend it") == OUTER


def test_an_optional_field_is_in_the_json_if_it_has_a_value() -> None:
    full = replace(OUTER, whole=Inner(0.1, 1), note="x", ablates="base")
    encoded = encode(full)
    assert (encoded["varies"], encoded["whole_loss"], encoded["whole_misses"]) == ("base", 0.1, 1)
    assert encoded["note"] == "x"
    assert decode(Outer, encoded, "f.json", "mend it") == full


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "missing": ({"train_misses": ...}, "'train_misses' is missing"),
    "missing in a list": ({"nested": [{"loss": 1.0}]}, r"'nested\[0\]\.misses' is missing"),
    "missing of a literal": ({"shares_second": ...}, "'shares_second' is missing"),
    "half of an optional object": ({"whole_loss": 1.0}, "'whole_misses' is missing"),
    "unknown": ({"colour": 1}, "'colour' is unknown"),
    "unknown of a literal": ({"shares_third": 1.0}, "'shares_third' is unknown"),
    "text for a number": ({"train_loss": "0.5"}, "'train_loss' is '0.5'; expected a number"),
    "fraction for a whole number": ({"train_misses": 3.5}, "'train_misses' is 3.5; expected a whole number"),
    "truth for a number": ({"train_misses": True}, "'train_misses' is True; expected a whole number"),
    "null for an object": ({"by_name": {"one": None}}, "'by_name.one' is None; expected a JSON object"),
    "another list": ({"pair": [0.25]}, r"'pair' is \[0.25\]; expected a list of 2"),
    "text in a tuple": ({"points": [[1, "2"]]}, r"'points\[0\]\[1\]' is '2'; expected a whole number"),
    "another choice": ({"kind": "c"}, "'kind' is 'c'; expected one of a, b"),
}


@pytest.mark.parametrize(("change", "message"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_field_is_named_with_its_path_and_the_remedy(change: dict[str, Any], message: str) -> None:
    content = {name: value for name, value in {**JSON, **change}.items() if value is not ...}
    with pytest.raises(InputError, match=rf"^f\.json: {message}; mend it$"):
        decode(Outer, content, "f.json", "mend it")


def test_json_that_is_not_an_object_is_refused() -> None:
    with pytest.raises(InputError, match=r"^f\.json: it is \[\]; expected a JSON object; mend it$"):
        decode(Outer, [], "f.json", "mend it")


def test_a_file_that_is_not_json_is_refused() -> None:
    assert parse_json("[1]", "f.json", "mend it") == [1]
    with pytest.raises(InputError, match=r"f\.json is not JSON \(.*\); mend it"):
        parse_json("{", "f.json", "mend it")
