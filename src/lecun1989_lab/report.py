"""The README's tables of results, written from the files that hold them."""

import json
import re
from pathlib import Path
from typing import Any

from lecun1989.errors import InputError
from lecun1989_lab.files import load_weights, read_text
from lecun1989_lab.publish import PUBLISHED
from lecun1989_lab.strokes import PLACEMENTS

BLOCK = r"(<!-- {name}: written by `lecun1989 report` -->\n).*?(<!-- /{name} -->)"
HEAD = (
    "| | digits | train error | test error | test misses | refused for 1% error |\n"
    "| --- | --- | --- | --- | --- | --- |\n"
    "| LeCun et al., 1989 | zip codes | 0.14% | 5.0% | 102 | 12.1% |\n"
    "| Karpathy, 2022 (PyTorch), one seed | MNIST cut to size | 0.62% | 4.09% | 82 | |\n"
    "| Node.js page, 2026, one seed | MNIST cut to size | 0.86% | 4.19% | 84 | |\n"
)
DATA = {"zip": "zip codes", "mnist": "MNIST cut to size", "digits": "scikit-learn's digits"}


def results_table(folder: Path) -> str:
    """Return the results in Markdown: other people's, the study's means, the published networks'.

    Args:
        folder: with results.json and the published networks.

    Raises:
        InputError: a file cannot be read.
    """
    study = json.loads(read_text(folder / "results.json"))
    lines = [_study_line(name, recipe) for name, recipe in study["recipes"].items()]
    lines += [_network_line(folder / f"{name}.json") for name in PUBLISHED]
    return HEAD + "".join(lines)


def strokes_table(folder: Path) -> str:
    """Return in Markdown how well the published networks read recorded pens.

    Args:
        folder: with strokes-NAME.json, which `lecun1989 strokes --json` printed.

    Raises:
        InputError: a file cannot be read.
    """
    measured = {name: json.loads(read_text(folder / f"strokes-{name}.json")) for name in PUBLISHED}
    rows = [
        f"| `{name}` | "
        + " | ".join(f"{found[place]['accuracy_percent']:.1f}%" for place in PLACEMENTS)
        + " |\n"
        for name, found in measured.items()
    ]
    return f"| | {' | '.join(PLACEMENTS)} |\n| --- |{' --- |' * len(PLACEMENTS)}\n" + "".join(rows)


def _study_line(name: str, recipe: dict[str, Any]) -> str:
    summary = recipe["summary"]

    def spread(measure: str, digits: int, unit: str) -> str:
        mean, deviation = summary[measure]["mean"], summary[measure]["sd"]
        return (
            f"{mean:.{digits}f}{unit}"
            if deviation is None
            else f"{mean:.{digits}f} ± {deviation:.{digits}f}{unit}"
        )

    errors = " | ".join(spread(f"{split}_error_percent", 2, "%") for split in ("train", "test"))
    misses, refused = spread("test_misses", 1, ""), spread("rejected_percent_difference", 1, "%")
    head = f"| **`{name}`, {len(recipe['runs'])} seeds** | {DATA[recipe['dataset']]}"
    return f"{head} | {errors} | {misses} | {refused} |\n"


def _network_line(path: Path) -> str:
    weights = load_weights(path)
    train, test = weights.metrics["train"], weights.metrics["test"]
    data = DATA[weights.provenance["dataset"]["name"]]
    errors = f"{train['error_percent']:.2f}% | {test['error_percent']:.2f}%"
    return f"| `weights/{path.name}`, the one on the page | {data} | {errors} | {test['misses']} | |\n"


def update_readme(text: str, root: Path) -> str:
    """Return the README with its tables as the files below the project's folder have them.

    Raises:
        InputError: a file cannot be read, or the README has no place for a table.
    """
    tables = {
        "results": results_table(root / "weights"),
        "strokes": strokes_table(root / "docs" / "measured"),
    }
    for name, table in tables.items():
        text, count = re.subn(BLOCK.format(name=name), rf"\g<1>{table}\g<2>", text, flags=re.DOTALL)
        if count != 1:
            raise InputError(f"README.md: no block of {name} between its two comments; restore it from git")
    return text
