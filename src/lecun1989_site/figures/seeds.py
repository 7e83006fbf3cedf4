"""What seeds alone make of a result: the test error of every run, beside other people's single runs."""

from math import hypot
from typing import Any

from markupsafe import Markup, escape

from lecun1989_site.figures.charts import (
    WIDTH,
    Figure,
    Point,
    Scale,
    Table,
    dot,
    draw,
    line,
    text,
    ticks,
    x_axis,
)
from lecun1989_site.figures.study import Results, code, listed, several_runs
from lecun1989_site.page.tables import DATA

_EDGE = 6  # between the scale's ends and the chart's sides
_LINE = 16  # of text
_ROW = 50  # a recipe's
_RADIUS = 3.2

Errors = dict[str, dict[int, float]]  # by recipe and seed, in percent
Marks = list[tuple[str, str]]  # who and their error in percent


def seeds(results: Results | None, published: dict[str, Any]) -> Figure | None:
    """Draw the test error of every run, recipe by recipe, beside other people's on the same digits.

    None without several runs on digits that others were tested on.

    Args:
        results: weights/results.json or None.
        published: published.json.
    """
    recipes = {
        name: recipe
        for name, recipe in (results or {}).get("recipes", {}).items()
        if not recipe.get("varies")
        and not recipe.get("follows")
        and _marks(published, DATA[recipe["dataset"]])
        and several_runs(results, name, "seed")
    }
    if not recipes:
        return None
    errors = {
        name: {run["seed"]: float(run["test"]["error_percent"]) for run in recipe["runs"]}
        for name, recipe in recipes.items()
    }
    groups = {
        dataset: [name for name in recipes if recipes[name]["dataset"] == dataset]
        for dataset in dict.fromkeys(recipe["dataset"] for recipe in recipes.values())
    }
    marks = {dataset: _marks(published, DATA[dataset]) for dataset in groups}
    every = [error for runs in errors.values() for error in runs.values()]
    every += [float(error) for group in marks.values() for _, error in group]
    scale = Scale((min(every) - 0.05, max(every) + 0.05), (_EDGE, WIDTH - _EDGE))

    parts, y = [], 0.0
    for dataset, names in groups.items():
        first = y + _LINE * (1 + len(marks[dataset])) + 8
        parts.append(text(0, y + _LINE / 2, f"On {DATA[dataset]}", "quiet"))
        parts.append(_draw_marks(marks[dataset], scale, y + _LINE * 1.5, first + _ROW * len(names) - 6))
        for row, name in enumerate(names):
            summary = recipes[name]["summary"]["test_error_percent"]
            parts.append(_draw_recipe(name, list(errors[name].values()), summary, scale, first + _ROW * row))
        y = first + _ROW * len(names) + 10
    parts.append(x_axis(scale, y, ticks(scale, 0.5), "test error, %"))

    verdicts = [
        verdict
        for dataset, names in groups.items()
        for verdict in _compare(marks[dataset], names[0], list(errors[names[0]].values()))
    ]
    caption = "Test error of every seed (dots), and each recipe’s mean with its 95% interval (bar). "
    caption += f"Of other people’s single runs, {'; '.join(verdicts)}." if verdicts else ""
    title = "Test error of every seed"
    description = "Rows of dots along a scale of test error. " + " ".join(
        f"{name}: {len(runs)} seeds from {min(runs.values()):.2f}% to {max(runs.values()):.2f}%."
        for name, runs in errors.items()
    )
    table = _tabulate(errors, recipes, [mark for group in marks.values() for mark in group])
    return Figure(
        "seeds", title, Markup(caption.strip()), draw("seeds", y + 36, title, description, *parts), table
    )


def _marks(published: dict[str, Any], data: str) -> Marks:
    rows = [row for row in published["rows"] if row["data"] == data]
    found = [(row["who"].split(",")[0], row["test"]["error_percent"]) for row in rows]
    return sorted(found, key=lambda mark: float(mark[1]))


def _draw_marks(marks: Marks, scale: Scale, top: float, bottom: float) -> str:
    """Draw a line down for each, its label at its head; the further right, the lower the head."""
    parts = []
    for at, (who, error) in enumerate(marks):
        x, y = scale(float(error)), top + _LINE * at
        parts += [line([(x, y - 6), (x, bottom)], "theirs"), text(x + 6, y, f"{who} {error}%", "halo")]
    return "".join(parts)


def _draw_recipe(name: str, errors: list[float], summary: dict[str, Any], scale: Scale, top: float) -> str:
    """Draw a recipe's name, a dot for each seed, and below them the mean with its interval."""
    (low, high), middle, below = map(scale, summary["ci95"]), top + 27, top + 41
    parts = [
        text(WIDTH, top + 8, f"{name}, {summary['mean']:.2f}%", "accent halo", "end"),
        line([(low, below), (high, below)], "accent strong"),
        line([(scale(summary["mean"]), below - 4), (scale(summary["mean"]), below + 4)], "accent strong"),
    ]
    placed: list[Point] = []
    for error in sorted(errors):
        # Beside the others, or where there is no room, above or below them.
        heights = (middle + 2 * _RADIUS * step * side for step in range(len(errors)) for side in (-1, 1))
        x = scale(error)
        y = next(y for y in heights if all(hypot(x - a, y - b) >= 1.9 * _RADIUS for a, b in placed))
        placed.append((x, y))
        parts.append(dot(x, y, _RADIUS, "accent"))
    return "".join(parts)


def _compare(marks: Marks, recipe: str, errors: list[float]) -> list[str]:
    """Say which marks lie below, within and above the range of a recipe's errors."""
    low, high = min(errors), max(errors)
    places: dict[str, list[str]] = {"below": [], "within": [], "above": []}
    for who, error in marks:
        place = "below" if float(error) < low else "above" if float(error) > high else "within"
        places[place].append(f"{error}% ({escape(who)})")
    return [
        f"{listed(found)} {'is' if len(found) == 1 else 'are'} {place} the range of {code(recipe)}, "
        f"{low:.2f} to {high:.2f}%"
        for place, found in places.items()
        if found
    ]


def _tabulate(errors: Errors, recipes: dict[str, Any], marks: Marks) -> Table:
    numbers = sorted({seed for runs in errors.values() for seed in runs})
    rows = []
    for name, runs in errors.items():
        summary = recipes[name]["summary"]["test_error_percent"]
        low, high = summary["ci95"]
        cells = [f"{runs[seed]:.2f}" if seed in runs else "–" for seed in numbers]
        rows.append((name, f"{summary['mean']:.2f}", f"{low:.2f} to {high:.2f}", *cells))
    rows += [(who, error, "–", *["–"] * len(numbers)) for who, error in marks]
    header = ("who", "mean", "95% interval", *(f"seed {seed}" for seed in numbers))
    return Table(header, tuple(rows), (("test error, %", len(header) - 1),))
