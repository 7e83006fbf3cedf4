"""Choosing hyperparameters on digits held out of the training set; the test set is never looked at."""

from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed

from lecun1989.errors import InputError
from lecun1989_lab.datasets import Dataset, Split, load_dataset
from lecun1989_lab.recipes import Recipe
from lecun1989_lab.training import train

HELD_OUT = 1291  # of the 7,291: 6,000 remain to train on


def hold_out(dataset: Dataset) -> Dataset:
    """Return the data set with the last HELD_OUT training digits in the place of the test set.

    Raises:
        InputError: the training set has no more digits than that.
    """
    images, labels = dataset.train.images, dataset.train.labels
    if len(labels) <= HELD_OUT:
        raise InputError(
            f"{dataset.name}: {len(labels)} training digits, too few to hold out {HELD_OUT}; use zip or mnist"
        )
    return replace(
        dataset,
        train=Split(images[:-HELD_OUT], labels[:-HELD_OUT]),
        test=Split(images[-HELD_OUT:], labels[-HELD_OUT:]),
    )


def vary(recipe: Recipe, field: str, values: list[str]) -> list[Recipe]:
    """Return the recipe with one field at each of the values.

    Raises:
        InputError: no such field, or a value that it cannot have.
    """
    if field not in {known.name for known in fields(Recipe)}:
        raise InputError(
            f"recipes have no field {field!r}; give one of {', '.join(f.name for f in fields(Recipe))}"
        )
    kind = type(getattr(recipe, field))
    if kind not in (int, float, str):
        raise InputError(
            f"the field {field!r} cannot be varied from the command line; vary a number or a name"
        )
    try:
        varied = [replace(recipe, **{field: kind(value)}) for value in values]
    except ValueError:
        raise InputError(
            f"{field}: {', '.join(values)} are not all of type {kind.__name__}; correct them"
        ) from None
    for one in varied:
        one.architecture  # noqa: B018  (refuses unknown names)
    return varied


def run_selection(
    recipes: list[Recipe], seeds: range, data_dir: Path | None, jobs: int
) -> Iterator[tuple[Recipe, float]]:
    """Train each recipe with each seed and yield (recipe, error in percent on the held-out digits)."""
    runs = [(recipe, seed) for recipe in recipes for seed in seeds]
    errors: Any = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(_held_out_error)(recipe, seed, data_dir) for recipe, seed in runs
    )
    for (recipe, _), error in zip(runs, errors, strict=True):
        yield recipe, error


def _held_out_error(recipe: Recipe, seed: int, data_dir: Path | None) -> float:
    _, curve = train(recipe, hold_out(load_dataset(recipe.dataset, data_dir)), seed)
    return curve[-1]["test"]["error_percent"]
