"""weights/results.json: every run of a study, what they come to together, and which seed is published.

docs/results.md describes the file.
"""

import json
import platform
import re
import statistics
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import numpy as np

from lecun1989.errors import InputError
from lecun1989.reject import CRITERIA
from lecun1989_lab.datasets import Dataset, DatasetName
from lecun1989_lab.recipes import Recipe, get_recipe
from lecun1989_lab.run import Record
from lecun1989_lab.significance import interval, mcnemar

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


def assemble(runs: Mapping[str, Sequence[Record]], datasets: Mapping[DatasetName, Dataset]) -> dict[str, Any]:
    """Return the content of results.json.

    Args:
        runs: by the recipe's name, in the order in which they are shown; at least one run each.
        datasets: by name.
    """
    ordered = {name: sorted(records, key=lambda record: record["seed"]) for name, records in runs.items()}
    recipes = {name: get_recipe(name) for name in ordered}
    used = {recipe.dataset for recipe in recipes.values()}
    return {
        "format": FORMAT,
        "version": VERSION,
        "versions": {
            "python": platform.python_version(),
            "numpy": np.__version__,
            "lecun1989": version("lecun1989"),
        },
        "datasets": {name: _describe(dataset) for name, dataset in datasets.items() if name in used},
        "recipes": {name: _recipe_entry(recipes[name], records) for name, records in ordered.items()},
        "comparisons": _compare_with_first(recipes, ordered),
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


def _compare_with_first(
    recipes: Mapping[str, Recipe], runs: Mapping[str, Sequence[Record]]
) -> list[dict[str, Any]]:
    """Compare each recipe with the first of its data set, seed by seed, on the same test digits."""
    found = []
    first: dict[str, str] = {}
    for name, recipe in recipes.items():
        base = first.setdefault(recipe.dataset, name)
        if base != name:
            found.append(
                {"dataset": recipe.dataset, "a": base, "b": name, **_mcnemar(runs[base], runs[name])}
            )
    return found


def _mcnemar(a: Sequence[Record], b: Sequence[Record]) -> dict[str, Any]:
    missed_by_b = {record["seed"]: _missed(record) for record in b}
    pairs = [(_missed(record), missed_by_b[record["seed"]]) for record in a if record["seed"] in missed_by_b]
    only_a, only_b = [len(x - y) for x, y in pairs], [len(y - x) for x, y in pairs]
    p = [float(f"{mcnemar(*counts):.4g}") for counts in zip(only_a, only_b, strict=True)]
    return {"only_a_misses": only_a, "only_b_misses": only_b, "p": p, "median_p": statistics.median(p)}


def _missed(record: Record) -> set[int]:
    return {index for index, _, _ in record["missed"]}
