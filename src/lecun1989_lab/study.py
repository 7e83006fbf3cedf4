"""Recipes times seeds: the numbers behind every mean and interval that the project shows."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed
from scipy import stats

from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.metrics import predict_split
from lecun1989_lab.recipes import Recipe, get_recipe
from lecun1989_lab.rejection import CRITERIA, rejected_percent
from lecun1989_lab.training import train

FORMAT = "lecun1989-results"
VERSION = 1
MEASURES = ("loss", "error_percent", "misses")


def run_seed(recipe: Recipe, data_dir: Path | None, seed: int) -> dict[str, Any]:
    """Train once and return the run's record: seed, final measurements, rejection, measurements after each pass."""
    dataset = load_dataset(recipe.dataset, data_dir)
    network, curve = train(recipe, dataset, seed)
    outputs = predict_split(network, dataset.test)
    rejected = {
        criterion: rejected_percent(outputs, dataset.test.labels, criterion) for criterion in CRITERIA
    }
    passes = [{"pass": number, **measured} for number, measured in enumerate(curve, 1)]
    return {
        "seed": seed,
        "train": curve[-1]["train"],
        "test": curve[-1]["test"],
        "rejected_percent": rejected,
        "curve": passes,
    }


def run_study(
    names: Iterable[str], seeds: Iterable[int], data_dir: Path | None, jobs: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Train every recipe with every seed, `jobs` at a time, and yield (recipe's name, record) as each run ends."""
    runs = [(get_recipe(name), seed) for name in names for seed in seeds]
    results = Parallel(n_jobs=jobs, return_as="generator")(
        delayed(run_seed)(recipe, data_dir, seed) for recipe, seed in runs
    )
    for (recipe, _), record in zip(runs, results, strict=True):
        yield recipe.name, record


def summarise(records: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return mean, standard deviation and 95% interval of the mean (Student's t) of each measurement over seeds."""
    values = {
        f"{split}_{measure}": [record[split][measure] for record in records]
        for split in ("train", "test")
        for measure in MEASURES
    }
    for criterion in CRITERIA:
        values[f"rejected_percent_{criterion}"] = [
            record["rejected_percent"][criterion] for record in records
        ]
    return {name: _interval(np.array(numbers, float)) for name, numbers in values.items()}


def _interval(values: np.ndarray) -> dict[str, Any]:
    mean = float(values.mean())
    if len(values) < 2:
        return {"mean": mean, "sd": None, "ci95": None}
    deviation = float(values.std(ddof=1))
    half = float(stats.t.ppf(0.975, len(values) - 1)) * deviation / len(values) ** 0.5
    return {"mean": mean, "sd": deviation, "ci95": [mean - half, mean + half]}


def results_text(records: dict[str, list[dict[str, Any]]]) -> str:
    """Return the JSON text of results.json: for each recipe its runs and their summary, one pass a line."""
    recipes = {}
    for name, runs in records.items():
        recipe = get_recipe(name)
        recipes[name] = {
            "title": recipe.title,
            "dataset": recipe.dataset,
            "recipe": recipe.describe(),
            "summary": summarise(runs),
            "runs": runs,
        }
    return json.dumps({"format": FORMAT, "version": VERSION, "recipes": recipes}, indent=1) + "\n"
