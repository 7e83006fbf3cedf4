"""Choosing hyperparameters on digits held out of the training set; the test set is never looked at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import numpy as np

from lecun1989.errors import InputError
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.trainer import Measured, train

HELD_OUT = 1291  # of the 7,291: 6,000 remain to train on


def hold_out(dataset: Dataset) -> Dataset:
    """Return the data set with the last HELD_OUT training digits in the place of the test set.

    Raises:
        InputError: the training set has no more digits than that.
    """
    digits = len(dataset.train.labels)
    if digits <= HELD_OUT:
        raise InputError(
            f"{dataset.name}: {digits} training digits, too few to hold out {HELD_OUT}; use zip or mnist"
        )
    return replace(
        dataset,
        train=dataset.train.take(slice(-HELD_OUT)),
        test=dataset.train.take(slice(-HELD_OUT, None)),
    )


def put_spare(dataset: Dataset) -> Dataset:
    """Return the data set with the training digits that were not drawn in the place of the test set.

    Raises:
        InputError: all of its training digits are drawn.
    """
    if dataset.spare is None:
        raise InputError(f"{dataset.name} has no training digits to spare; select without --spare")
    return replace(dataset, test=dataset.spare)


def parse_choices(choices: Iterable[str]) -> dict[str, list[str]]:
    """Return field -> values from texts such as "learning_rate=1e-4,2e-4".

    Raises:
        InputError: a text has another form.
    """
    fields_and_values = {}
    for choice in choices:
        field, equals, values = choice.partition("=")
        if not (field and equals and values):
            raise InputError(f"--vary {choice}: give a field and its values, such as learning_rate=1e-4,2e-4")
        fields_and_values[field] = values.split(",")
    return fields_and_values


def vary(recipe: Recipe, choices: Mapping[str, list[str]]) -> list[Recipe]:
    """Return the recipe with every combination of values.

    Args:
        recipe: what to vary.
        choices: field, as for `get_field` -> its values as they are typed.

    Raises:
        InputError: no such field, or a value that it cannot have.
    """
    varied = [recipe]
    for field, values in choices.items():
        varied = [_change(one, field, value) for one in varied for value in values]
    for one in varied:
        one.architecture  # noqa: B018  (refuses unknown names)
    return varied


def get_field(recipe: Recipe, field: str) -> Any:
    """Return a field's value; of a field that has fields itself, such as augmentation.elastic, that one's."""
    value: Any = recipe
    for name in field.split("."):
        value = getattr(value, name)
    return value


def _change(part: Any, field: str, value: str) -> Any:
    """Return a recipe, or a part of one, with the value in the place of a field, given as for `get_field`."""
    name, _, rest = field.partition(".")
    known = [each.name for each in fields(part)]
    if name not in known:
        raise InputError(f"recipes have no field {field!r}; give one of {', '.join(known)}")
    old = getattr(part, name)
    if rest and is_dataclass(old):
        return replace(part, **{name: _change(old, rest, value)})
    kind = type(old)
    if rest or kind not in (int, float, str):
        raise InputError(
            f"the field {field!r} cannot be varied from the command line; vary a number or a name"
        )
    try:
        return replace(part, **{name: kind(value)})
    except ValueError:
        raise InputError(f"{field}: {value!r} is not of type {kind.__name__}; correct it") from None


def measure_held_out(recipe: Recipe, dataset: Dataset, seed: int) -> Measured:
    """Train on all but the held-out digits and measure on both; those held out stand as "test"."""
    return train(recipe, hold_out(dataset), seed).curve[-1][1]


def measure_spare(recipe: Recipe, dataset: Dataset, seed: int) -> Measured:
    """Train on the whole training set and measure on it and on the digits to spare, which stand as "test"."""
    return train(recipe, put_spare(dataset), seed).curve[-1][1]


def compare(measured: Sequence[Measured]) -> dict[str, float]:
    """Return means over seeds of what `measure_held_out` or `measure_spare` found; of the held-out loss its se, too."""
    losses = [found["test"]["loss"] for found in measured]
    spread = float(np.std(losses, ddof=1)) if len(losses) > 1 else 0.0
    means = {
        f"{name}_{measure}": float(np.mean([found[split][measure] for found in measured]))
        for name, split in (("held_out", "test"), ("train", "train"))
        for measure in ("loss", "error_percent")
    }
    return {**means, "held_out_loss_se": spread / len(losses) ** 0.5}


def choose(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the row with the least held-out loss; on so few digits the misses differ more by luck."""
    return min(rows, key=lambda row: float(row["held_out_loss"]))
