"""weights/results.json: every run of a study, what they come to together, and which seed is published.

docs/results.md describes the file.
"""

import json
import platform
import re
import statistics
from collections.abc import Collection, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np

from lecun1989.errors import InputError
from lecun1989.model.reject import CRITERIA
from lecun1989_lab.datasets import Dataset, DatasetName
from lecun1989_lab.studies.run import Record
from lecun1989_lab.studies.significance import interval, mcnemar
from lecun1989_lab.training.recipes import RECIPES, Recipe, get_recipe

FORMAT = "lecun1989-results"
VERSION = 2
MEASURES = ("loss", "error_percent", "misses")
# The recipes whose networks are published, by the name of the network.
PUBLISHED = {
    "reader": "reader",
    "zip-1989": "paper-1989",
    "mnist-2022": "karpathy-2022",
    "zip-modern": "zip-modern",
    "mnist-modern": "mnist-modern",
}


def assemble(
    runs: Mapping[str, Sequence[Record]],
    datasets: Mapping[DatasetName, Dataset],
    earlier: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the content of results.json.

    Args:
        runs: by the recipe's name, in the order in which they are shown; at least one run each.
        datasets: by name.
        earlier: the content of an earlier file, checked by `check_kept`; of recipes that `runs` has not, its entries
            are kept, and all are shown in the order of RECIPES.
    """
    entries = {
        name: _recipe_entry(get_recipe(name), sorted(records, key=lambda record: record["seed"]))
        for name, records in runs.items()
    }
    described = {name: _describe(dataset) for name, dataset in datasets.items()}
    if earlier:
        entries = {**earlier["recipes"], **entries}
        entries = {name: entries[name] for name in RECIPES if name in entries}
        described = {**earlier["datasets"], **described}
    used = {entry["dataset"] for entry in entries.values()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "versions": _versions(),
        "datasets": {name: dataset for name, dataset in described.items() if name in used},
        "recipes": entries,
        "comparisons": _compare_with_first(entries),
    }


def check_kept(earlier: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    """Return the content of an earlier results.json, if what it has of other recipes still holds.

    Args:
        earlier: the content.
        names: of the recipes that are run anew.

    Raises:
        InputError: it comes from other versions of Python, NumPy or this package, or holds runs of a recipe that has
            changed.
    """
    if earlier["versions"] != _versions():
        raise InputError(
            f"the runs to keep were made by {earlier['versions']}, here is {_versions()}; run all without --keep"
        )
    for name, entry in earlier["recipes"].items():
        described = json.loads(json.dumps(get_recipe(name).describe()))
        if name not in names and entry["recipe"] != described:
            raise InputError(
                f"the recipe {name} has changed since its runs were made; run it anew with --recipe {name}"
            )
    return earlier


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "lecun1989": version("lecun1989"),
    }


def write_results(results: dict[str, Any]) -> str:
    """Return the text of results.json, a list of numbers a line."""
    text = json.dumps(results, indent=1)
    return re.sub(r"\[[-+.\deE,\s]*\]", lambda found: re.sub(r"\s+", " ", found[0]), text) + "\n"


def published_seed(results: dict[str, Any], recipe: str) -> int:
    """Return the seed whose network is published: the one with the least loss on the training set.

    The rule looks at no test digit.

    Raises:
        InputError: the study does not hold the recipe.
    """
    if recipe not in results["recipes"]:
        raise InputError(f"results.json holds no runs of {recipe}; run `lecun1989 study` first")
    return int(_least_training_loss(results["recipes"][recipe]["runs"])["seed"])


def summarise(records: Sequence[Record]) -> dict[str, dict[str, Any]]:
    """Return mean, standard deviation and 95% interval of each measurement over seeds."""
    values = {
        f"{split}_{measure}": [record[split][measure] for record in records]
        for split in ("train", "test", "whole_test")
        if all(split in record for record in records)
        for measure in MEASURES
    }
    for criterion in (*CRITERIA, "together"):
        values[f"rejected_percent_{criterion}"] = [
            record["rejected_percent"][criterion] for record in records
        ]
    for split in ("held_out", "test"):
        for measure in ("rejected_percent", "error_percent"):
            values[f"reject_option_{split}_{measure}"] = [
                record["reject_option"][split][measure] for record in records
            ]
    return {name: interval(numbers) for name, numbers in values.items()}


def _describe(dataset: Dataset) -> dict[str, Any]:
    return {
        "title": dataset.title,
        "files": dataset.files,
        "split": dataset.split,
        "test_digits": np.bincount(dataset.test.labels, minlength=10).tolist(),
    }


def _recipe_entry(recipe: Recipe, records: Sequence[Record]) -> dict[str, Any]:
    published = None
    if recipe.name in PUBLISHED.values():
        chosen = _least_training_loss(records)
        published = {"seed": chosen["seed"], "h1_kernels": chosen["h1_kernels"]}
    return {
        "title": recipe.title,
        "dataset": recipe.dataset,
        "varies": recipe.varies,
        "follows": recipe.follows,
        "recipe": recipe.describe(),
        "summary": summarise(records),
        "runs": [
            {name: value for name, value in record.items() if name != "h1_kernels"} for record in records
        ],
        "published": published,
    }


def _least_training_loss(records: Sequence[Record]) -> Record:
    return min(records, key=lambda record: (record["train"]["loss"], record["seed"]))


def _compare_with_first(entries: Mapping[str, Record]) -> list[dict[str, Any]]:
    """Compare each recipe with the first of its data set, seed by seed, on the same test digits."""
    found = []
    first: dict[str, str] = {}
    for name, entry in entries.items():
        base = first.setdefault(entry["dataset"], name)
        if base != name:
            compared = _mcnemar(entries[base]["runs"], entry["runs"])
            found.append({"dataset": entry["dataset"], "a": base, "b": name, **compared})
    return found


def _mcnemar(a: Sequence[Record], b: Sequence[Record]) -> dict[str, Any]:
    missed_by_b = {record["seed"]: _missed(record) for record in b}
    pairs = [(_missed(record), missed_by_b[record["seed"]]) for record in a if record["seed"] in missed_by_b]
    only_a, only_b = [len(x - y) for x, y in pairs], [len(y - x) for x, y in pairs]
    p = [float(f"{mcnemar(*counts):.4g}") for counts in zip(only_a, only_b, strict=True)]
    return {"only_a_misses": only_a, "only_b_misses": only_b, "p": p, "median_p": statistics.median(p)}


def _missed(record: Record) -> set[int]:
    return {index for index, _, _ in record["missed"]}
