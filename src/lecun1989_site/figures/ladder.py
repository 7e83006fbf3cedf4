"""From 1989 to now: what each change of the training makes of the test error, the network staying what it was."""

from typing import Any

from markupsafe import Markup

from lecun1989_site.figures.charts import WIDTH, Figure, Scale, Table, dot, draw, line, text, ticks, x_axis
from lecun1989_site.figures.study import Results, code, several_runs
from lecun1989_site.page.tables import DATA

_EDGE = 6  # between the scale's ends and the chart's sides
_HEAD, _ROW, _GAP = 40, 36, 14  # heights: of a way's title and marks, of a recipe, and between ways

Mark = dict[str, Any]  # of published.json: "who", "data", "error_percent", "source"
Way = list[str]  # names of recipes


def ladder(results: Results | None, published: dict[str, Any]) -> Figure | None:
    """Draw every seed's test error and its mean, recipe by recipe along each way; None where no way was run.

    Args:
        results: weights/results.json or None.
        published: published.json, whose "marks" are drawn beside the ways.
    """
    ways = find_ways(results)
    if not results or not ways:
        return None
    recipes = results["recipes"]
    errors = {
        name: [run["test"]["error_percent"] for run in recipes[name]["runs"]] for way in ways for name in way
    }
    every = [error for found in errors.values() for error in found]
    scale = Scale((0, max(every) + 0.1), (_EDGE, WIDTH - _EDGE))
    parts, y = [], 0.0
    for way in ways:
        data = DATA[recipes[way[0]]["dataset"]]
        parts.append(text(0, y + 8, f"On {data}", "quiet"))
        bottom = y + _HEAD + _ROW * len(way)
        for mark in (mark for mark in published["marks"] if mark["data"] == data):
            x = scale(float(mark["error_percent"]))
            parts += [
                line([(x, y + 16), (x, bottom)], "theirs"),
                text(x - 5, y + 24, _label(mark), "halo", "end"),
            ]
        for row, name in enumerate(way):
            summary = recipes[name]["summary"]["test_error_percent"]
            parts.append(
                _draw_recipe(_change(name, recipes), errors[name], summary, scale, y + _HEAD + _ROW * row)
            )
        y = bottom + _GAP
    parts.append(x_axis(scale, y, ticks(scale, 1), "test error, %"))
    title = "From 1989 to now, one change at a time"
    description = "Rows of dots along a scale of test error. " + " ".join(
        f"{_change(name, recipes)}: {recipes[name]['summary']['test_error_percent']['mean']:.2f}%."
        for way in ways
        for name in way
    )
    svg = draw("ladder", y + 36, title, description, *parts)
    return Figure("ladder", title, _caption(ways, recipes), svg, _tabulate(ways, recipes))


def find_ways(results: Results | None) -> list[Way]:
    """Return each way from where it begins to a published network, if all its recipes were run several times."""
    recipes = (results or {}).get("recipes", {})
    followed = {recipe.get("follows") for recipe in recipes.values()}
    ways = []
    for end in recipes:
        if not recipes[end].get("follows") or end in followed:
            continue
        way = [end]
        while before := recipes.get(way[0], {}).get("follows"):
            way.insert(0, before)
        if recipes[end].get("published") and all(several_runs(results, name, "test") for name in way):
            ways.append(way)
    return ways


def _change(name: str, recipes: dict[str, Any]) -> str:
    """Say what a recipe changes; of the first, its name."""
    title: str = recipes[name]["title"]
    return title.partition(", ")[2] if recipes[name].get("follows") else name


def _label(mark: Mark) -> str:
    return f"{mark['who'].split(',')[0]} {mark['error_percent']}%"


def _draw_recipe(change: str, errors: list[float], summary: dict[str, Any], scale: Scale, top: float) -> str:
    low, high = map(scale, summary["ci95"])
    y, x = top + 24, scale(summary["mean"])
    return "".join(
        [
            text(0, top + 8, change, "halo"),
            text(WIDTH, top + 8, f"{summary['mean']:.2f}", "accent halo", "end"),
            *(dot(scale(error), y, 2, "quiet") for error in errors),
            line([(low, y), (high, y)], "accent strong"),
            line([(x, y - 5), (x, y + 5)], "accent strong"),
        ]
    )


def _caption(ways: list[Way], recipes: dict[str, Any]) -> Markup:
    found = Markup("; ").join(
        Markup("{} on {}, from {:.2f}% ({}) to {:.2f}% ({})").format(
            _times(recipes[way[0]], recipes[way[-1]]),
            DATA[recipes[way[0]]["dataset"]],
            recipes[way[0]]["summary"]["test_error_percent"]["mean"],
            code(way[0]),
            recipes[way[-1]]["summary"]["test_error_percent"]["mean"],
            code(way[-1]),
        )
        for way in ways
    )
    return Markup(
        "The same 9,760 parameters from 1989 to now: each row makes one change to the row above and keeps it. "
        "Dots are seeds, bars the mean’s 95% interval. In all, the error falls {}."
    ).format(found)


def _times(first: dict[str, Any], last: dict[str, Any]) -> str:
    means = [recipe["summary"]["test_error_percent"]["mean"] for recipe in (first, last)]
    return f"to {means[1] / means[0]:.2f} of what it was" if means[0] else "to nought"


def _tabulate(ways: list[Way], recipes: dict[str, Any]) -> Table:
    rows = []
    for way in ways:
        for name in way:
            summary = recipes[name]["summary"]
            cells = []
            for split in ("test", "train"):
                error = summary[f"{split}_error_percent"]
                low, high = error["ci95"]
                cells += [f"{error['mean']:.2f}", f"{low:.2f} to {high:.2f}"]
            rows.append((name, _change(name, recipes), *cells, str(len(recipes[name]["runs"]))))
    header = ("recipe", "change", "test error, %", "95% interval", "train error, %", "95% interval", "seeds")
    return Table(header, tuple(rows))
