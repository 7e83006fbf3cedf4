"""Results of a study that nobody ran, for the tests of what is drawn of them: weights/results.json in small."""

from typing import Any

import numpy as np

from lecun1989_lab.studies.significance import interval

TEST_DIGITS = {
    "zip": [359, 264, 198, 166, 200, 160, 170, 147, 166, 177],
    "mnist": [196, 227, 206, 202, 197, 179, 192, 206, 195, 207],
}
EXAMPLES = {"train": 7291, "test": 2007}
PASSES = 23
CRITERIA = ("top", "second", "difference")
# Name, data set, what it varies, mean test misses, mean training misses.
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
FOLLOWS = {"paper-1989-sgd": "paper-1989", "zip-softmax": "paper-1989-sgd", "zip-modern": "zip-softmax"}
CHANGES = {
    "root": "first weights in ±2.4/√F",
    "tanh": "tanh not scaled",
    "ring": "H1 and H2 connected in a ring",
}


def make_results(seeds: int = 10) -> dict[str, Any]:
    """Make results of every recipe, the same for the same number of seeds."""
    random = np.random.default_rng(1989)
    recipes = {
        name: _recipe(random, name, dataset, varies, test, train, seeds)
        for name, dataset, varies, test, train in RECIPES
    }
    return {
        "format": "lecun1989-results",
        "version": 2,
        "datasets": {name: {"test_digits": digits} for name, digits in TEST_DIGITS.items()},
        "recipes": recipes,
        "comparisons": [],
    }


def _recipe(
    random: np.random.Generator,
    name: str,
    dataset: str,
    varies: str | None,
    test: int,
    train: int,
    seeds: int,
) -> dict[str, Any]:
    runs = [_run(random, seed, TEST_DIGITS[dataset], test, train) for seed in range(1, seeds + 1)]
    change = CHANGES.get(name.rpartition("-")[2], "first weights in ±2.4/F")
    published = (
        {"seed": 7, "h1_kernels": _kernels(random)}
        if name in ("paper-1989", "karpathy-2022", "zip-modern")
        else None
    )
    follows = FOLLOWS.get(name)
    before = varies or follows
    return {
        "title": f"As {before}, {change if varies else f'the change of {name}'}"
        if before
        else f"A recipe {name}",
        "dataset": dataset,
        "varies": varies,
        "follows": follows,
        "summary": {
            **{
                f"{split}_{measure}": interval([run[split][measure] for run in runs])
                for split in EXAMPLES
                for measure in ("error_percent", "misses")
            },
            **{
                f"rejected_percent_{criterion}": interval(
                    [run["rejected_percent"][criterion] for run in runs]
                )
                for criterion in CRITERIA
            },
        },
        "runs": runs,
        "published": published,
    }


def _run(random: np.random.Generator, seed: int, digits: list[int], test: int, train: int) -> dict[str, Any]:
    misses = {
        "train": _falling(random, 560, train, noise=0.1, speed=0.3),
        "test": _falling(random, 230, test, noise=0.04, speed=0.45),
    }
    ends = {split: counts[-1] for split, counts in misses.items()}
    error = 100 * ends["test"] / EXAMPLES["test"]
    shares = np.arange(0, 25.25, 0.5)
    steepness = {name: random.normal(mean, 0.3) for name, mean in zip(CRITERIA, (7.4, 8.4, 7), strict=True)}
    curves = {name: (error * np.exp(-shares / fall)).round(4).tolist() for name, fall in steepness.items()}
    return {
        "seed": seed,
        **{
            split: {"examples": count, "error_percent": 100 * ends[split] / count, "misses": ends[split]}
            for split, count in EXAMPLES.items()
        },
        "passes": {
            "number": list(range(1, PASSES + 1)),
            **{f"{split}_misses": counts for split, counts in misses.items()},
        },
        "missed": _missed(random, digits, ends["test"]),
        "rejected_percent": {name: fall * float(np.log(error)) for name, fall in steepness.items()},
        "rejection_curve": curves,
    }


def _falling(random: np.random.Generator, first: int, last: int, noise: float, speed: float) -> list[int]:
    passes = np.arange(PASSES)
    counts = last + (first - last) * np.exp(-speed * passes)
    noisy = counts * random.normal(1, noise / 2, PASSES) * random.normal(1, noise)
    return [round(float(count)) for count in noisy]


def _missed(random: np.random.Generator, digits: list[int], count: int) -> list[list[int]]:
    """Draw misread digits; the further apart two digits, the rarer they are confused. Test digits are in order here."""
    apart = np.abs(np.subtract.outer(np.arange(10), np.arange(10)))
    rates = np.where(apart == 0, 0.0, np.exp(-apart.astype(float)))
    labels = np.repeat(np.arange(10), digits)
    places = np.sort(random.choice(len(labels), count, replace=False))
    return [
        [int(place), int(label), int(random.choice(10, p=rates[label] / rates[label].sum()))]
        for place, label in zip(places, labels[places], strict=True)
    ]


def _kernels(random: np.random.Generator) -> list[list[list[float]]]:
    first, last = random.uniform(-0.1, 0.1, (12, 25)), random.normal(0, 0.4, (12, 25))
    states: list[list[list[float]]] = [
        ((1 - share) * first + share * last).round(3).tolist()
        for share in 1 - np.exp(-0.35 * np.arange(PASSES + 1))
    ]
    return states
