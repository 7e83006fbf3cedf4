"""The README's tables of results, written from the files that hold them."""

import json
import re
from pathlib import Path
from typing import Any

from lecun1989.errors import InputError
from lecun1989_lab.evaluation.drawn_digits import WAYS
from lecun1989_lab.files import load_weights, read_text
from lecun1989_lab.studies.results import PUBLISHED

BLOCK = r"(<!-- {name}: written by `lecun1989 report` -->\n).*?(<!-- /{name} -->)"
HEAD = (
    "| | digits | train error | test error | test misses | refused for 1% error |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
    "| LeCun et al., 1989 | zip codes | 0.14% | 5.0% | 102 | 12.1% |\n"
    "| Karpathy, 2022 (PyTorch), one seed | MNIST cut to size | 0.62% | 4.09% | 82 | |\n"
    "| Node.js page, 2026, one seed | MNIST cut to size | 0.86% | 4.19% | 84 | |\n"
)
SPEED = {
    "karpathy-2022": "NumPy, gradient descent (`karpathy-2022`)",
    "paper-1989": "NumPy, diagonal Levenberg-Marquardt (`paper-1989`)",
    "pytorch": "PyTorch",
    "pytorch-without-onednn": "PyTorch without oneDNN",
    "javascript": "plain JavaScript loops (Node.js)",
}
DATA = {
    "zip": "zip codes",
    "mnist": "MNIST cut to size",
    "reader": "zip codes, MNIST, written forms",
    "digits": "scikit-learn's digits",
}


def results_table(folder: Path) -> str:
    """Return the results in Markdown: other people's, the study's means, the published networks'.

    Args:
        folder: with results.json and the published networks.

    Raises:
        InputError: a file cannot be read.
    """
    recipes = _read_study(folder)["recipes"]
    lines = [_study_line(name, recipes[name]) for name in _headline(recipes)]
    lines += [_network_line(folder / f"{name}.json") for name in PUBLISHED]
    return HEAD + "".join(lines)


def refusals_table(folder: Path) -> str:
    """Return in Markdown what the published kinds of network refuse with a threshold set beforehand.

    Args:
        folder: with results.json.

    Raises:
        InputError: the file cannot be read.
    """
    recipes = _read_study(folder)["recipes"]
    cells = [
        f"reject_option_{split}_{measure}"
        for split in ("held_out", "test")
        for measure in ("rejected_percent", "error_percent")
    ]
    return (
        "| | held out: refused | error on the rest | test: refused | error on the rest |\n"
        "| --- | --- | --- | --- | --- |\n"
    ) + "".join(
        f"| `{name}` | {' | '.join(_spread(recipes[name]['summary'], cell, 1, '%') for cell in cells)} |\n"
        for name in _headline(recipes)
    )


def variations_table(folder: Path) -> str:
    """Return in Markdown what each open choice is worth: its recipe beside the one that it varies.

    Args:
        folder: with results.json.

    Raises:
        InputError: the file cannot be read.
    """
    results = _read_study(folder)
    compared = {comparison["b"]: comparison["median_p"] for comparison in results["comparisons"]}
    recipes = results["recipes"]
    bases = {recipe["varies"] for recipe in recipes.values() if recipe["varies"]}
    return (
        "| | train error | test error | test loss | refused for 1% error | McNemar's p |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
    ) + "".join(
        _variation_line(name, recipe, compared.get(name))
        for base in recipes
        if base in bases
        for name, recipe in recipes.items()
        if name == base or recipe["varies"] == base
    )


def ladder_table(folder: Path) -> str:
    """Return in Markdown what each change on the ways from 1989 to now is worth.

    Args:
        folder: with results.json.

    Raises:
        InputError: the file cannot be read.
    """
    recipes = _read_study(folder)["recipes"]
    after = {recipe["follows"]: name for name, recipe in recipes.items() if recipe["follows"]}
    lines = []
    for start in after:
        step = None if recipes[start]["follows"] else start
        while step:
            lines.append(_ladder_line(step, recipes[step]))
            step = after.get(step)
    return (
        "| | change | train error | test error | all 10,000 test digits | seeds |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
    ) + "".join(lines)


def strokes_table(folder: Path) -> str:
    """Return in Markdown how well the published networks read recorded pens, of the first with 95% intervals.

    Args:
        folder: with strokes-NAME.json, which `lecun1989 strokes --out` wrote.

    Raises:
        InputError: a file cannot be read.
    """
    measured = {name: json.loads(read_text(folder / f"strokes-{name}.json"))["ways"] for name in PUBLISHED}
    first, *others = PUBLISHED
    return (
        f"| | {' | '.join(f'`{name}`' for name in PUBLISHED)} |\n| --- |{' --- |' * len(PUBLISHED)}\n"
        + "".join(
            f"| {way} | {_with_interval(measured[first][way])} | "
            + " | ".join(f"{measured[name][way]['accuracy_percent']:.1f}%" for name in others)
            + " |\n"
            for way in WAYS
        )
    )


def _with_interval(found: dict[str, Any]) -> str:
    low, high = found["ci95"]
    return f"{found['accuracy_percent']:.1f}% ({low:.1f} to {high:.1f})"


def speed_table(folder: Path) -> str:
    """Return in Markdown what a training update costs, here and elsewhere.

    Args:
        folder: with training-speed.json, which `python benchmarks/training.py` writes.

    Raises:
        InputError: the file cannot be read.
    """
    measured = json.loads(read_text(folder / "training-speed.json"))
    return (
        "| | CPU time of an update | times ours | of this core's sgemm peak |\n| --- | --- | --- | --- |\n"
    ) + "".join(
        f"| {SPEED[name]} | {row['min_us']:.0f} µs | {row['ratio_to_sgd']:.1f} | {row['share_of_peak']:.1%} |\n"
        for name, row in measured["contestants"].items()
    )


def _read_study(folder: Path) -> dict[str, Any]:
    study: dict[str, Any] = json.loads(read_text(folder / "results.json"))
    return study


def _headline(recipes: dict[str, Any]) -> list[str]:
    """Return the recipes that stand for themselves: neither variations nor steps between 1989 and now."""
    followed = {recipe["follows"] for recipe in recipes.values()}
    return [
        name
        for name, recipe in recipes.items()
        if not recipe["varies"] and not (recipe["follows"] and name in followed)
    ]


def _spread(summary: dict[str, Any], measure: str, digits: int, unit: str = "") -> str:
    mean, deviation = summary[measure]["mean"], summary[measure]["sd"]
    if deviation is None:
        return f"{mean:.{digits}f}{unit}"
    return f"{mean:.{digits}f} ± {deviation:.{digits}f}{unit}"


def _study_line(name: str, recipe: dict[str, Any]) -> str:
    summary = recipe["summary"]
    errors = " | ".join(_spread(summary, f"{split}_error_percent", 2, "%") for split in ("train", "test"))
    misses, refused = (
        _spread(summary, "test_misses", 1),
        _spread(summary, "rejected_percent_together", 1, "%"),
    )
    head = f"| **`{name}`, {len(recipe['runs'])} seeds** | {DATA[recipe['dataset']]}"
    return f"{head} | {errors} | {misses} | {refused} |\n"


def _ladder_line(name: str, recipe: dict[str, Any]) -> str:
    summary = recipe["summary"]
    errors = " | ".join(_spread(summary, f"{split}_error_percent", 2, "%") for split in ("train", "test"))
    whole = (
        _spread(summary, "whole_test_error_percent", 2, "%") if "whole_test_error_percent" in summary else ""
    )
    change = recipe["title"].partition(", ")[2] if recipe["follows"] else ""
    return f"| `{name}` | {change} | {errors} | {whole} | {len(recipe['runs'])} |\n"


def _variation_line(name: str, recipe: dict[str, Any], p: float | None) -> str:
    summary = recipe["summary"]
    cells = (
        _spread(summary, "train_error_percent", 2, "%"),
        _spread(summary, "test_error_percent", 2, "%"),
        _spread(summary, "test_loss", 4),
        _spread(summary, "rejected_percent_together", 1, "%"),
        "" if p is None else f"{p:.2f}",
    )
    return f"| {'' if recipe['varies'] else '**'}`{name}`{'' if recipe['varies'] else '**'} | {' | '.join(cells)} |\n"


def _network_line(path: Path) -> str:
    weights = load_weights(path)
    train, test = weights.metrics["train"], weights.metrics["test"]
    data = DATA[weights.provenance["dataset"]["name"]]
    errors = f"{train['error_percent']:.2f}% | {test['error_percent']:.2f}%"
    seed = weights.provenance["seed"]
    return f"| `weights/{path.name}`, on the page: seed {seed} | {data} | {errors} | {test['misses']} | |\n"


def update_readme(text: str, root: Path) -> str:
    """Return the README with its tables as the files below the project's folder have them.

    Raises:
        InputError: a file cannot be read, or the README has no place for a table.
    """
    tables = {
        "results": results_table(root / "weights"),
        "speed": speed_table(root / "docs" / "measured"),
        "refusals": refusals_table(root / "weights"),
        "variations": variations_table(root / "weights"),
        "ladder": ladder_table(root / "weights"),
        "strokes": strokes_table(root / "docs" / "measured"),
    }
    return fill_blocks(text, tables, "README.md")


def fill_blocks(text: str, tables: dict[str, str], document: str) -> str:
    """Return a text with each table between the two comments that name it.

    Raises:
        InputError: there is no place for one.
    """
    for name, table in tables.items():
        text, count = re.subn(BLOCK.format(name=name), rf"\g<1>{table}\g<2>", text, flags=re.DOTALL)
        if count != 1:
            raise InputError(f"{document}: no block of {name} between its two comments; restore it from git")
    return text
