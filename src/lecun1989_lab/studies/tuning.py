"""Choosing hyperparameters on digits held out of the training set; the test set is never used."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np

from lecun1989.errors import InputError
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.trainer import Measured, train

HELD_OUT = 1291  # of the 7,291: 6,000 remain to train on


@dataclass(frozen=True)
class HeldOutMeans:
    """Means of a recipe's runs over seeds.

    Attributes:
        held_out_loss: loss on the held-out digits.
        held_out_error_percent: error on the held-out digits.
        train_loss: loss on the training set.
        train_error_percent: error on the training set.
        held_out_loss_se: the standard error of held_out_loss; 0 for a single seed.
    """

    held_out_loss: float
    held_out_error_percent: float
    train_loss: float
    train_error_percent: float
    held_out_loss_se: float


def hold_out(dataset: Dataset) -> Dataset:
    """Return the data set with the last HELD_OUT training digits in place of the test set.

    Raises:
        InputError: the training set has no digits besides these.
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
    """Return the data set with the training digits that were not drawn in place of the test set.

    Raises:
        InputError: all its training digits are drawn.
    """
    if dataset.spare is None:
        raise InputError(
            f"{dataset.name} has no spare training digits; run `lecun1989 select` without --spare"
        )
    return replace(dataset, test=dataset.spare)


def parse_choices(choices: Iterable[str]) -> dict[str, list[str]]:
    """Return field -> values from strings such as "learning_rate=1e-4,2e-4".

    Raises:
        InputError: a string has another form.
    """
    values_by_field = {}
    for choice in choices:
        field, equals, values = choice.partition("=")
        if not (field and equals and values):
            raise InputError(f"--vary {choice}: give a field and its values, such as learning_rate=1e-4,2e-4")
        values_by_field[field] = values.split(",")
    return values_by_field


def vary(recipe: Recipe, choices: Mapping[str, list[str]]) -> list[Recipe]:
    """Return the recipe with every combination of values.

    Args:
        recipe: the recipe to vary.
        choices: field, as in `get_field` -> its values, as typed.

    Raises:
        InputError: there is no such field, or a value is invalid.
    """
    varied = [recipe]
    for field, values in choices.items():
        varied = [_change(one, _path(one, field), value) for one in varied for value in values]
    for one in varied:
        one.architecture  # noqa: B018  (refuses unknown names)
    return varied


def get_field(recipe: Recipe, field: str) -> Any:
    """Return a field's value.

    Args:
        recipe: the recipe.
        field: a field of the recipe, such as "passes"; of its optimizer, such as "learning_rate"; or of another part,
            such as "augmentation.elastic".
    """
    value: Any = recipe
    for name in _path(recipe, field):
        value = getattr(value, name)
    return value


def _path(recipe: Recipe, field: str) -> list[str]:
    """Return the names that lead from a recipe to a field; "optimizer" may be left out."""
    path = field.split(".")
    return ["optimizer", *path] if path[0] in _names(recipe.optimizer) else path


def _names(part: Any) -> list[str]:
    return [each.name for each in fields(part)]


def _change(part: Any, path: Sequence[str], value: str) -> Any:
    """Return a copy of a recipe, or of a part of one, with a value at the end of a path."""
    name, *rest = path
    known = _names(part)
    if name not in known:
        optimizer = _names(part.optimizer) if isinstance(part, Recipe) else []
        raise InputError(f"recipes have no field {name!r}; give one of {', '.join(known + optimizer)}")
    old = getattr(part, name)
    if rest and is_dataclass(old):
        return replace(part, **{name: _change(old, rest, value)})
    kind = type(old)
    if rest or kind not in (int, float, str):
        raise InputError(
            f"the field {name!r} cannot be varied from the command line; vary a number or a name"
        )
    try:
        return replace(part, **{name: kind(value)})
    except ValueError:
        raise InputError(f"{name}: {value!r} is not of type {kind.__name__}; correct it") from None


def measure_held_out(recipe: Recipe, dataset: Dataset, seed: int) -> Measured:
    """Train on all but the held-out digits, and measure on both; "test" is the held-out digits."""
    return train(recipe, hold_out(dataset), seed).curve[-1][1]


def measure_spare(recipe: Recipe, dataset: Dataset, seed: int) -> Measured:
    """Train on the whole training set, and measure on it and on the spare digits; "test" is the spare digits."""
    return train(recipe, put_spare(dataset), seed).curve[-1][1]


def average(measured: Sequence[Measured]) -> HeldOutMeans:
    """Return means over seeds of the results of `measure_held_out` or `measure_spare`; at least one seed."""
    held_out, trained = ([found[split] for found in measured] for split in ("test", "train"))
    losses = [metrics.loss for metrics in held_out]
    spread = float(np.std(losses, ddof=1)) if len(losses) > 1 else 0.0
    return HeldOutMeans(
        held_out_loss=float(np.mean(losses)),
        held_out_error_percent=float(np.mean([metrics.error_percent for metrics in held_out])),
        train_loss=float(np.mean([metrics.loss for metrics in trained])),
        train_error_percent=float(np.mean([metrics.error_percent for metrics in trained])),
        held_out_loss_se=spread / len(losses) ** 0.5,
    )


def choose(means: Mapping[Recipe, HeldOutMeans]) -> Recipe:
    """Return the recipe with the lowest held-out loss; with so few digits, misses depend more on luck."""
    return min(means, key=lambda recipe: means[recipe].held_out_loss)
