"""Results of a made-up study: a small weights/results.json."""

from collections.abc import Callable
from typing import Any, get_args

import numpy as np

from lecun1989.model.metrics import Metrics, Refusal
from lecun1989.model.reject import RejectOption
from lecun1989.results.codec import decode, encode
from lecun1989.results.run_record import (
    Criterion,
    Kernels,
    Missed,
    PassCurves,
    Rule,
    Run,
    SetName,
)
from lecun1989.results.run_summary import summarise
from lecun1989.results.schema import DatasetDescription, PublishedKernels, RecipeResult, Results, Versions

TEST_DIGITS = {
    "zip": [359, 264, 198, 166, 200, 160, 170, 147, 166, 177],
    "mnist": [196, 227, 206, 202, 197, 179, 192, 206, 195, 207],
}
EXAMPLES: dict[SetName, int] = {"train": 7291, "test": 2007}
PASSES = 23
CRITERIA: tuple[Criterion, ...] = get_args(Criterion)
# Name, data set, ablated recipe, mean test misses, mean training misses.
RECIPES = (
    ("paper-1989", "zip", None, 108, 25),
    ("paper-1989-sgd", "zip", None, 109, 25),
    ("karpathy-2022", "mnist", None, 85, 60),
    ("paper-1989-root", "zip", "paper-1989", 105, 22),
    ("paper-1989-tanh", "zip", "paper-1989", 112, 40),
    ("paper-1989-ring", "zip", "paper-1989", 108, 26),
    ("karpathy-2022-printed", "mnist", "karpathy-2022", 93, 80),
    ("zip-softmax", "zip", None, 90, 20),
    ("zip-modern", "zip", None, 50, 10),
)
BUILDS_ON = {"paper-1989-sgd": "paper-1989", "zip-softmax": "paper-1989-sgd", "zip-modern": "zip-softmax"}
CHANGES = {
    "root": "first weights in ±2.4/√F",
    "tanh": "tanh not scaled",
    "ring": "H1 and H2 connected in a ring",
}


def make_results(seeds: int = 10) -> Results:
    """Make results of every recipe, the same for the same number of seeds."""
    random = np.random.default_rng(1989)
    return Results(
        versions=Versions("3.11", "2.0", "0.1.0"),
        datasets={name: make_dataset(name) for name in TEST_DIGITS},
        recipes={
            name: _recipe(random, name, dataset, ablates, test, train, seeds)
            for name, dataset, ablates, test, train in RECIPES
        },
        comparisons=(),
    )


def edit_results(results: Results, edit: Callable[[dict[str, Any]], object]) -> Results:
    """Return results after an edit of their JSON without format and version; summaries are not changed."""
    content = encode(results)
    edit(content)
    return decode(Results, content, "results.json", "edit it again")


def make_dataset(name: str) -> DatasetDescription:
    return DatasetDescription(f"The data set {name}", {}, {}, tuple(TEST_DIGITS[name]))


def make_recipe(runs: tuple[Run, ...], **fields: Any) -> RecipeResult:
    """Make a recipe's entry from runs; by default it is trained on zip codes and is not an ablation."""
    chosen: dict[str, Any] = {
        "title": "A recipe",
        "dataset": "zip",
        "ablates": None,
        "builds_on": None,
        "recipe": {},
        "published": None,
    }
    return RecipeResult(**{**chosen, "runs": runs, "summary": summarise(runs), **fields})


def _recipe(
    random: np.random.Generator,
    name: str,
    dataset: str,
    ablates: str | None,
    test: int,
    train: int,
    seeds: int,
) -> RecipeResult:
    runs = [_run(random, seed, TEST_DIGITS[dataset], test, train) for seed in range(1, seeds + 1)]
    change = CHANGES.get(name.rpartition("-")[2], "first weights in ±2.4/F")
    is_published = name in ("paper-1989", "karpathy-2022", "zip-modern")
    builds_on = BUILDS_ON.get(name)
    before = ablates or builds_on
    changed = f"As {before}, {change if ablates else f'the change of {name}'}"
    return make_recipe(
        tuple(runs),
        title=changed if before else f"A recipe {name}",
        dataset=dataset,
        ablates=ablates,
        builds_on=builds_on,
        recipe={"name": name},
        published=PublishedKernels(7, _kernels(random)) if is_published else None,
    )


def make_run(seed: int, error_percent: float = 5.0, misses: int = 2) -> Run:
    """Make a run with a given test error; the share to refuse for 1% error on the rest is twice as large."""
    metrics = Metrics(100, 0.01, 1.0, misses)
    return Run(
        seed=seed,
        cpu_seconds=10.0,
        train=metrics,
        test=Metrics(100, 0.01, error_percent, misses),
        whole_test=None,
        passes=PassCurves((1,), (0.01,), (misses,), (0.01,), (misses,)),
        missed=tuple(Missed(place, 1, 7) for place in range(misses)),
        rejected_percent={"top": 9.0, "second": 9.0, "difference": 9.0, "together": 2 * error_percent},
        rejection_curve=dict.fromkeys(CRITERIA, (error_percent,)),
        reject_option=RejectOption(
            "difference", 0.5, Refusal(100, error_percent / 2, 1.0), Refusal(100, error_percent, 3.0)
        ),
    )


def _run(random: np.random.Generator, seed: int, digits: list[int], test: int, train: int) -> Run:
    misses: dict[SetName, tuple[int, ...]] = {
        "train": _falling(random, 560, train, noise=0.1, speed=0.3),
        "test": _falling(random, 230, test, noise=0.04, speed=0.45),
    }
    metrics = {
        split: Metrics(count, misses[split][-1] / count, 100 * misses[split][-1] / count, misses[split][-1])
        for split, count in EXAMPLES.items()
    }
    error = metrics["test"].error_percent
    shares = np.arange(0, 25.25, 0.5)
    steepness = {name: random.normal(mean, 0.3) for name, mean in zip(CRITERIA, (7.4, 8.4, 7), strict=True)}
    rejected: dict[Rule, float] = {name: fall * float(np.log(error)) for name, fall in steepness.items()}
    rejected["together"] = rejected["difference"]
    return Run(
        seed=seed,
        cpu_seconds=10.0 + seed,
        train=metrics["train"],
        test=metrics["test"],
        whole_test=None,
        passes=PassCurves(
            number=tuple(range(1, PASSES + 1)),
            train_loss=tuple(count / EXAMPLES["train"] for count in misses["train"]),
            train_misses=misses["train"],
            test_loss=tuple(count / EXAMPLES["test"] for count in misses["test"]),
            test_misses=misses["test"],
        ),
        missed=_missed(random, digits, metrics["test"].misses),
        rejected_percent=rejected,
        rejection_curve={
            name: tuple((error * np.exp(-shares / fall)).round(4).tolist())
            for name, fall in steepness.items()
        },
        reject_option=RejectOption(
            "difference", 0.5, Refusal(1291, 3.0, 1.0), Refusal(EXAMPLES["test"], 4.0, 3.0)
        ),
    )


def _falling(
    random: np.random.Generator, first: int, last: int, noise: float, speed: float
) -> tuple[int, ...]:
    passes = np.arange(PASSES)
    counts = last + (first - last) * np.exp(-speed * passes)
    noisy = counts * random.normal(1, noise / 2, PASSES) * random.normal(1, noise)
    return tuple(round(float(count)) for count in noisy)


def _missed(random: np.random.Generator, digits: list[int], count: int) -> tuple[Missed, ...]:
    """Draw misread digits; close numbers are confused more often. The test digits are sorted."""
    apart = np.abs(np.subtract.outer(np.arange(10), np.arange(10)))
    rates = np.where(apart == 0, 0.0, np.exp(-apart.astype(float)))
    labels = np.repeat(np.arange(10), digits)
    places = np.sort(random.choice(len(labels), count, replace=False))
    return tuple(
        Missed(int(place), int(label), int(random.choice(10, p=rates[label] / rates[label].sum())))
        for place, label in zip(places, labels[places], strict=True)
    )


def _kernels(random: np.random.Generator) -> Kernels:
    first, last = random.uniform(-0.1, 0.1, (12, 25)), random.normal(0, 0.4, (12, 25))
    return tuple(
        tuple(map(tuple, ((1 - share) * first + share * last).round(3).tolist()))
        for share in 1 - np.exp(-0.35 * np.arange(PASSES + 1))
    )
