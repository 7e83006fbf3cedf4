"""Converts JSON to frozen dataclasses and back, and checks every field.

In JSON, fields have the same names and order as in the class. A field's metadata can change this:

    field(metadata=key("varies"))    The JSON name is "varies".
    field(metadata=OPTIONAL)         The JSON leaves the name out if the value is None.
    field(metadata=FLAT)             The nested object's fields are in the outer one: "loss" of "train" becomes
                                     "train_loss".

A field can be a dataclass, a named tuple (a JSON list), a tuple, a mapping with strings or a Literal as keys (all keys
of the Literal are required), a Literal, a str, bool, int or float, a union of one of these with None, or object (any
JSON).
"""

import json
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from lecun1989.errors import InputError

Kind = TypeVar("Kind")

OPTIONAL: Mapping[str, object] = {"optional": True}
FLAT: Mapping[str, object] = {"flat": True}


def key(name: str) -> Mapping[str, object]:
    """Return the metadata for a field with another name in JSON."""
    return {"key": name}


def parse_json(text: str, source: str, remedy: str) -> object:
    """Parse a file's text.

    Args:
        text: the file's content.
        source: the file's name, for messages.
        remedy: what to do about a broken file, such as "make it again with `lecun1989 study`".

    Raises:
        InputError: the text is not JSON.
    """
    try:
        parsed: object = json.loads(text)
    except ValueError as error:
        raise InputError(f"{source} is not JSON ({error}); {remedy}") from None
    return parsed


def decode(kind: type[Kind], value: object, source: str, remedy: str) -> Kind:
    """Return parsed JSON as an object of a dataclass.

    Args:
        kind: the dataclass.
        value: what `json.loads` returned.
        source: the file's name, for messages.
        remedy: what to do about a broken file.

    Raises:
        InputError: a field is missing or unknown, or has the wrong type; the message has its path, such as
            "recipes.paper-1989.runs[3].test.loss".
    """
    try:
        decoded: Kind = _decode(kind, value, "")
    except _FieldError as error:
        raise InputError(f"{source}: {error}; {remedy}") from None
    return decoded


def encode(value: object) -> Any:
    """Return a dataclass object, or a value inside one, in a form that `json.dumps` accepts."""
    if is_dataclass(value) and not isinstance(value, type):
        encoded: dict[str, object] = {}
        for member in _members(type(value)):
            inner = getattr(value, member.attribute)
            if inner is None and member.optional:
                continue
            if member.flat:
                encoded |= {f"{member.key}_{name}": each for name, each in encode(inner).items()}
            else:
                encoded[member.key] = encode(inner)
        return encoded
    if isinstance(value, Mapping):
        return {name: encode(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [encode(each) for each in value]
    return value


class _FieldError(Exception):
    """A field's path and what is wrong with it."""


@dataclass(frozen=True)
class _Member:
    """One field of a dataclass and its form in JSON."""

    attribute: str
    kind: Any
    key: str
    optional: bool
    flat: bool


@cache
def _members(kind: type) -> tuple[_Member, ...]:
    hints = get_type_hints(kind)
    return tuple(
        _Member(
            each.name,
            hints[each.name],
            each.metadata.get("key", each.name),
            bool(each.metadata.get("optional")),
            bool(each.metadata.get("flat")),
        )
        for each in fields(kind)
    )


def _decode(kind: Any, value: object, path: str) -> Any:
    if kind is object:
        return value
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _decode(_without_none(kind), value, path)
    if origin is Literal:
        if value not in arguments:
            raise _wrong(path, value, f"one of {', '.join(map(str, arguments))}")
        return value
    if origin is tuple:
        return _decode_tuple(arguments, value, path)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _decode_mapping(arguments[0], arguments[1], value, path)
    if is_dataclass(kind):
        return _decode_object(kind, value, path)
    if issubclass(kind, tuple):
        return kind(*_decode_tuple(tuple(get_type_hints(kind).values()), value, path))
    return _decode_plain(kind, value, path)


_PLAIN = {
    str: ((str,), "a string"),
    bool: ((bool,), "true or false"),
    int: ((int,), "a whole number"),
    float: ((int, float), "a number"),
}


def _decode_plain(kind: Any, value: object, path: str) -> object:
    accepted, wanted = _PLAIN[kind]
    if type(value) not in accepted:
        raise _wrong(path, value, wanted)
    return value


def _decode_object(kind: Any, value: object, path: str) -> Any:
    if not isinstance(value, dict):
        raise _wrong(path, value, "a JSON object")
    left = dict(value)
    decoded = _take_members(kind, left, path, "")
    for name in left:
        raise _FieldError(f"'{_join(path, name)}' is unknown")
    return decoded


def _take_members(kind: Any, left: dict[str, object], path: str, prefix: str) -> Any:
    """Make an object from the names with a prefix, and remove them from `left`."""
    found = {}
    for member in _members(kind):
        name = f"{prefix}{member.key}"
        if member.flat:
            found[member.attribute] = _take_flat(member, left, path, f"{name}_")
        elif name in left:
            found[member.attribute] = _decode(member.kind, left.pop(name), _join(path, name))
        elif member.optional:
            found[member.attribute] = None
        else:
            raise _FieldError(f"'{_join(path, name)}' is missing")
    return kind(**found)


def _take_flat(member: _Member, left: dict[str, object], path: str, prefix: str) -> Any:
    """Make a nested object from the names with a prefix; None if it is optional and there are no such names."""
    if member.optional and not any(name.startswith(prefix) for name in left):
        return None
    kind = _without_none(member.kind)
    if is_dataclass(kind):
        return _take_members(kind, left, path, prefix)
    names = [name for name in left if name.startswith(prefix)]
    found = {name.removeprefix(prefix): left.pop(name) for name in names}
    names_kind, value_kind = get_args(kind)
    return _decode_mapping(names_kind, value_kind, found, _join(path, prefix), "")


def _without_none(kind: Any) -> Any:
    """Return the other type of a union with None; return any other type unchanged."""
    if get_origin(kind) not in (Union, types.UnionType):
        return kind
    (other,) = (each for each in get_args(kind) if each is not type(None))
    return other


def _decode_tuple(kinds: tuple[Any, ...], value: object, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise _wrong(path, value, "a list")
    if kinds[1:] == (...,):
        kinds = (kinds[0],) * len(value)
    if len(kinds) != len(value):
        raise _wrong(path, value, f"a list of {len(kinds)}")
    if all(type(each) in _PLAIN.get(kind, ((),))[0] for kind, each in zip(kinds, value, strict=True)):
        return tuple(value)  # a short cut for lists of numbers, which are most of a file
    return tuple(
        _decode(kind, each, f"{path}[{at}]") for at, (kind, each) in enumerate(zip(kinds, value, strict=True))
    )


def _decode_mapping(
    names: Any, kind: Any, value: object, path: str, separator: str = "."
) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(path, value, "a JSON object")
    if get_origin(names) is Literal:
        wanted = get_args(names)
        for name in (*wanted, *value):
            if name not in value or name not in wanted:
                problem = "unknown" if name in value else "missing"
                raise _FieldError(f"'{_join(path, name, separator)}' is {problem}")
    return {name: _decode(kind, each, _join(path, name, separator)) for name, each in value.items()}


def _join(path: str, name: str, separator: str = ".") -> str:
    return f"{path}{separator}{name}" if path else name


def _wrong(path: str, value: object, wanted: str) -> _FieldError:
    text = repr(value)
    brief = text if len(text) <= 40 else f"{text[:37]}..."
    return _FieldError(
        f"'{path}' is {brief}; expected {wanted}" if path else f"it is {brief}; expected {wanted}"
    )
