"""Makes weights/results.json: finished runs and those of an earlier file become recipes with summaries.

docs/results.md describes the file; `lecun1989.results.schema` has its classes.
"""

import json
import platform
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.metadata import version

import numpy as np

from lecun1989.errors import InputError
from lecun1989.results.run_record import Kernels, Run
from lecun1989.results.run_summary import summarise
from lecun1989.results.schema import (
    NO_RESULTS,
    Comparison,
    DatasetDescription,
    PublishedKernels,
    RecipeResult,
    Results,
    Versions,
)
from lecun1989_lab.datasets import Dataset, DatasetName
from lecun1989_lab.studies.parallel import Task
from lecun1989_lab.studies.run import Record
from lecun1989_lab.studies.significance import mcnemar
from lecun1989_lab.training.recipes import RECIPES, Recipe, get_recipe

# The recipes of the published networks, by the network's name.
PUBLISHED = {
    "reader": "reader",
    "zip-1989": "paper-1989",
    "mnist-2022": "karpathy-2022",
    "zip-modern": "zip-modern",
    "mnist-modern": "mnist-modern",
}


def assemble(
    records: Mapping[str, Sequence[Record]],
    datasets: Mapping[DatasetName, Dataset],
    kept: Results = NO_RESULTS,
) -> Results:
    """Return the content of results.json.

    Args:
        records: by the recipe's name, at least one each.
        datasets: the data sets of the recipes in `records`, by name.
        kept: what to keep from an earlier file, from `keep_runs`. The recipes are then in the order of RECIPES, else in
            that of `records`.

    Raises:
        InputError: the run to publish is a kept one, and the earlier file does not have its kernels.
    """
    entries = {
        name: _recipe_result(get_recipe(name), found, kept.recipes.get(name))
        for name, found in records.items()
    }
    described = {str(name): describe_dataset(dataset) for name, dataset in datasets.items()}
    if kept.recipes:
        entries = {**kept.recipes, **entries}
        entries = {name: entries[name] for name in RECIPES if name in entries}
        described = {**kept.datasets, **described}
    used = {entry.dataset for entry in entries.values()}
    return Results(
        versions=current_versions(),
        datasets={name: dataset for name, dataset in described.items() if name in used},
        recipes=entries,
        comparisons=tuple(_compare_with_first(entries)),
    )


def keep_runs(earlier: Results, tasks: Iterable[Task]) -> Results:
    """Return an earlier results.json without the runs that are made again.

    If a recipe has changed and some of its seeds are made again, all its runs are dropped. Summaries and comparisons
    are still those of the earlier file.

    Args:
        earlier: the content of the file.
        tasks: recipes and seeds that are made again.

    Raises:
        InputError: the runs to keep were made with other versions of Python, NumPy or this package, or with a recipe
            that has changed since or no longer exists.
    """
    anew: dict[str, set[int]] = {}
    for recipe, seed in tasks:
        anew.setdefault(recipe.name, set()).add(seed)
    entries = {}
    for name, entry in earlier.recipes.items():
        seeds = anew.get(name, set())
        if name not in RECIPES:
            raise InputError(f"the recipe {name} no longer exists; drop all earlier runs with --replace-all")
        is_same = entry.recipe == _describe_recipe(RECIPES[name])
        if not is_same and not seeds:
            raise InputError(
                f"the recipe {name} has changed since its runs were made; run it again with --recipe {name}, "
                "or drop all earlier runs with --replace-all"
            )
        runs = tuple(run for run in entry.runs if run.seed not in seeds)
        if is_same and runs:
            published = entry.published if entry.published and entry.published.seed not in seeds else None
            entries[name] = replace(entry, runs=runs, published=published)
    if entries and earlier.versions != current_versions():
        raise InputError(
            f"the runs to keep were made with {_say(earlier.versions)}, but this is {_say(current_versions())}; "
            "give another file with --out, or drop all earlier runs with --replace-all"
        )
    return replace(earlier, recipes=entries)


def check_datasets(kept: Results, datasets: Mapping[DatasetName, Dataset]) -> None:
    """Check that the data sets are those of the kept runs.

    Raises:
        InputError: a data set differs.
    """
    used = {entry.dataset for entry in kept.recipes.values()}
    for name, dataset in datasets.items():
        if name in used and kept.datasets.get(name) != describe_dataset(dataset):
            raise InputError(
                f"the runs to keep were made with other files of the data set {name}; give those with --data-dir, "
                "another file with --out, or drop all earlier runs with --replace-all"
            )


def published_seed(results: Results, recipe: str) -> int:
    """Return the seed whose network is published: the one with the lowest training loss.

    The rule does not use the test digits.

    Raises:
        InputError: the study does not have the recipe, or the recipe is not in PUBLISHED.
    """
    entry = results.recipes.get(recipe)
    if entry is None or entry.published is None:
        raise InputError(f"results.json has no published run of {recipe}; run `lecun1989 study` first")
    return entry.published.seed


def current_versions() -> Versions:
    """Return the versions of the software that is running."""
    return Versions(platform.python_version(), np.__version__, version("lecun1989"))


def describe_dataset(dataset: Dataset) -> DatasetDescription:
    """Return a data set's description for results.json."""
    return DatasetDescription(
        title=dataset.title,
        files=dataset.files,
        split=dataset.split,
        test_digits=tuple(np.bincount(dataset.test.labels, minlength=10).tolist()),
    )


def _say(versions: Versions) -> str:
    return f"Python {versions.python}, NumPy {versions.numpy} and lecun1989 {versions.lecun1989}"


def _describe_recipe(recipe: Recipe) -> dict[str, object]:
    """Return every hyperparameter as it is read back from JSON."""
    described: dict[str, object] = json.loads(json.dumps(recipe.describe()))
    return described


def _recipe_result(recipe: Recipe, records: Sequence[Record], kept: RecipeResult | None) -> RecipeResult:
    made = [record.run for record in records]
    runs = tuple(sorted([*made, *(kept.runs if kept else ())], key=lambda run: run.seed))
    return RecipeResult(
        title=recipe.title,
        dataset=recipe.dataset,
        ablates=recipe.ablates,
        builds_on=recipe.builds_on,
        recipe=_describe_recipe(recipe),
        summary=summarise(runs),
        runs=runs,
        published=_publish(recipe.name, runs, records, kept) if recipe.name in PUBLISHED.values() else None,
    )


def _publish(
    recipe: str, runs: Sequence[Run], records: Sequence[Record], kept: RecipeResult | None
) -> PublishedKernels:
    """Return the kernels of the run with the lowest training loss."""
    kernels: dict[int, Kernels] = {record.run.seed: record.h1_kernels for record in records}
    if kept and kept.published:
        kernels[kept.published.seed] = kept.published.h1_kernels
    chosen = min(runs, key=lambda run: (run.train.loss, run.seed)).seed
    if chosen not in kernels:
        raise InputError(
            f"{recipe}: seed {chosen} is now the one to publish, but its kernels were not kept; "
            f"run all its seeds again with --recipe {recipe}"
        )
    return PublishedKernels(chosen, kernels[chosen])


def _compare_with_first(entries: Mapping[str, RecipeResult]) -> Iterable[Comparison]:
    """Compare each recipe with the first of its data set, if they have common seeds."""
    first: dict[str, str] = {}
    for name, entry in entries.items():
        base = first.setdefault(entry.dataset, name)
        seeds = {run.seed for run in entries[base].runs} & {run.seed for run in entry.runs}
        if base != name and seeds:
            yield _compare(entry.dataset, base, name, entries[base].runs, entry.runs)


def _compare(dataset: str, a: str, b: str, runs_a: Sequence[Run], runs_b: Sequence[Run]) -> Comparison:
    """Compare two recipes on the same test digits for each common seed; there must be at least one."""
    missed_by_b = {run.seed: _missed(run) for run in runs_b}
    pairs = [(_missed(run), missed_by_b[run.seed]) for run in runs_a if run.seed in missed_by_b]
    only_a, only_b = tuple(len(x - y) for x, y in pairs), tuple(len(y - x) for x, y in pairs)
    p = tuple(float(f"{mcnemar(*counts):.4g}") for counts in zip(only_a, only_b, strict=True))
    return Comparison(dataset, a, b, only_a, only_b, p, statistics.median(p))


def _missed(run: Run) -> set[int]:
    return {missed.place for missed in run.missed}
