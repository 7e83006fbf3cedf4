"""Figure: the spread over seeds. The test error of every run, beside other people's single runs."""

from collections.abc import Mapping, Sequence
from math import hypot

from markupsafe import Markup, escape

from lecun1989.results.dataset_labels import dataset_label
from lecun1989.results.published import Published, PublishedRow
from lecun1989.results.recipe_groups import several_runs
from lecun1989.results.schema import RecipeResult, Results
from lecun1989.results.spread import Spread
from lecun1989_site.figures.captions import code, listed
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

_EDGE = 6  # margin left and right of the scale
_LINE = 16  # height of a line of text
_ROW = 50  # height of a recipe
_RADIUS = 3.2

Errors = dict[str, dict[int, float]]  # by recipe and seed, in percent
Theirs = list[PublishedRow]  # on the same digits, lowest error first


def seeds(results: Results, published: Published) -> Figure | None:
    """Draw the test error of every run, recipe by recipe, beside other people's on the same digits.

    None if no recipe has several runs on a data set that others used.

    Args:
        results: the study's results.
        published: other people's results.
    """
    recipes = {
        name: recipe
        for name, recipe in results.recipes.items()
        if not recipe.ablates
        and not recipe.builds_on
        and published.rows_on(recipe.dataset)
        and several_runs(results, name)
    }
    if not recipes:
        return None
    errors = {
        name: {run.seed: run.test.error_percent for run in recipe.runs} for name, recipe in recipes.items()
    }
    groups = {
        dataset: [name for name in recipes if recipes[name].dataset == dataset]
        for dataset in dict.fromkeys(recipe.dataset for recipe in recipes.values())
    }
    theirs = {dataset: published.rows_on(dataset) for dataset in groups}
    every = [error for runs in errors.values() for error in runs.values()]
    every += [float(row.test.error_percent) for rows in theirs.values() for row in rows]
    scale = Scale((min(every) - 0.05, max(every) + 0.05), (_EDGE, WIDTH - _EDGE))

    parts, y = [], 0.0
    for dataset, names in groups.items():
        first = y + _LINE * (1 + len(theirs[dataset])) + 8
        parts.append(text(0, y + _LINE / 2, f"On {dataset_label(dataset)}", "quiet"))
        parts.append(_draw_theirs(theirs[dataset], scale, y + _LINE * 1.5, first + _ROW * len(names) - 6))
        for row, name in enumerate(names):
            error = recipes[name].summary.test.error_percent
            parts.append(_draw_recipe(name, list(errors[name].values()), error, scale, first + _ROW * row))
        y = first + _ROW * len(names) + 10
    parts.append(x_axis(scale, y, ticks(scale, 0.5), "test error, %"))

    verdicts = [
        verdict
        for dataset, names in groups.items()
        for verdict in _compare(theirs[dataset], names[0], list(errors[names[0]].values()))
    ]
    caption = "Test error of every seed (dots), and each recipe’s mean with its 95% interval (bar). "
    caption += f"Of other people’s single runs, {'; '.join(verdicts)}." if verdicts else ""
    title = "Test error of every seed"
    description = "Rows of dots along a scale of test error. " + " ".join(
        f"{name}: {len(runs)} seeds from {min(runs.values()):.2f}% to {max(runs.values()):.2f}%."
        for name, runs in errors.items()
    )
    table = _tabulate(errors, recipes, [row for rows in theirs.values() for row in rows])
    return Figure(
        "seeds", title, Markup(caption.strip()), draw("seeds", y + 36, title, description, *parts), table
    )


def _draw_theirs(rows: Theirs, scale: Scale, top: float, bottom: float) -> str:
    """Draw a vertical line for each, with its label at the top. Lines further right start lower."""
    parts = []
    for at, row in enumerate(rows):
        error = row.test.error_percent
        x, y = scale(float(error)), top + _LINE * at
        parts += [line([(x, y - 6), (x, bottom)], "theirs"), text(x + 6, y, f"{row.name} {error}%", "halo")]
    return "".join(parts)


def _draw_recipe(name: str, errors: list[float], error: Spread, scale: Scale, top: float) -> str:
    """Draw a recipe's name, a dot for each seed, and below the dots the mean with its interval."""
    (low, high), middle, below = map(scale, error.interval), top + 27, top + 41
    centre = scale(error.mean)
    parts = [
        text(WIDTH, top + 8, f"{name}, {error.mean:.2f}%", "accent halo", "end"),
        line([(low, below), (high, below)], "accent strong"),
        line([(centre, below - 4), (centre, below + 4)], "accent strong"),
    ]
    placed: list[Point] = []
    for x in map(scale, sorted(errors)):
        # Beside the other dots; if there is no space, above or below them.
        heights = (middle + 2 * _RADIUS * step * side for step in range(len(errors)) for side in (-1, 1))
        y = next(y for y in heights if all(hypot(x - a, y - b) >= 1.9 * _RADIUS for a, b in placed))
        placed.append((x, y))
        parts.append(dot(x, y, _RADIUS, "accent"))
    return "".join(parts)


def _compare(rows: Theirs, recipe: str, errors: Sequence[float]) -> list[str]:
    """Return who is below, within and above the range of a recipe's errors, as phrases."""
    low, high = min(errors), max(errors)
    places: dict[str, list[str]] = {"below": [], "within": [], "above": []}
    for row in rows:
        error = float(row.test.error_percent)
        place = "below" if error < low else "above" if error > high else "within"
        places[place].append(f"{row.test.error_percent}% ({escape(row.name)})")
    return [
        f"{listed(found)} {'is' if len(found) == 1 else 'are'} {place} the range of {code(recipe)}, "
        f"{low:.2f} to {high:.2f}%"
        for place, found in places.items()
        if found
    ]


def _tabulate(errors: Errors, recipes: Mapping[str, RecipeResult], theirs: Theirs) -> Table:
    numbers = sorted({seed for runs in errors.values() for seed in runs})
    rows = []
    for name, runs in errors.items():
        error = recipes[name].summary.test.error_percent
        cells = [f"{runs[seed]:.2f}" if seed in runs else "–" for seed in numbers]
        rows.append((name, f"{error.mean:.2f}", error.interval_text(2), *cells))
    rows += [(row.name, row.test.error_percent, "–", *["–"] * len(numbers)) for row in theirs]
    header = ("who", "mean", "95% interval", *(f"seed {seed}" for seed in numbers))
    return Table(header, tuple(rows), (("test error, %", len(header) - 1),))
