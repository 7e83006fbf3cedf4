"""Figure: from 1989 to now. How each change in the training changes the test error of the same architecture."""

from markupsafe import Markup

from lecun1989.model.sizes import PARAMETERS
from lecun1989.results.dataset_labels import dataset_label
from lecun1989.results.published import Mark, Published
from lecun1989.results.recipe_groups import ladders, several_runs
from lecun1989.results.schema import RecipeResult, Results
from lecun1989.results.spread import Spread
from lecun1989_site.figures.captions import code
from lecun1989_site.figures.charts import WIDTH, Figure, Scale, Table, dot, draw, line, text, ticks, x_axis

_EDGE = 6  # margin left and right of the scale
_HEAD, _ROW, _GAP = 40, 36, 14  # heights: a ladder's title and marks, a recipe, the space between ladders

Ladder = list[str]  # names of recipes


def ladder(results: Results, published: Published) -> Figure | None:
    """Draw every seed's test error and the mean for each recipe of each ladder; None if there is no ladder.

    Args:
        results: the study's results.
        published: other people's results; its marks are drawn beside the ladders.
    """
    found = published_ladders(results)
    if not found:
        return None
    recipes = results.recipes
    errors = {
        name: [run.test.error_percent for run in recipes[name].runs] for names in found for name in names
    }
    highest = max(error for runs in errors.values() for error in runs)
    scale = Scale((0, highest + 0.1), (_EDGE, WIDTH - _EDGE))
    parts, y = [], 0.0
    for names in found:
        dataset = recipes[names[0]].dataset
        parts.append(text(0, y + 8, f"On {dataset_label(dataset)}", "quiet"))
        bottom = y + _HEAD + _ROW * len(names)
        for mark in published.marks_on(dataset):
            x = scale(float(mark.error_percent))
            parts += [
                line([(x, y + 16), (x, bottom)], "theirs"),
                text(x - 5, y + 24, _label(mark), "halo", "end"),
            ]
        for row, name in enumerate(names):
            top = y + _HEAD + _ROW * row
            error = recipes[name].summary.test.error_percent
            parts.append(_draw_recipe(_change(name, recipes[name]), errors[name], error, scale, top))
        y = bottom + _GAP
    parts.append(x_axis(scale, y, ticks(scale, 1), "test error, %"))
    title = "From 1989 to now, one change at a time"
    description = "Rows of dots along a scale of test error. " + " ".join(
        f"{_change(name, recipes[name])}: {_mean(recipes[name])}%." for names in found for name in names
    )
    svg = draw("ladder", y + 36, title, description, *parts)
    return Figure("ladder", title, _caption(found, results), svg, _tabulate(found, results))


def published_ladders(results: Results) -> list[Ladder]:
    """Return the ladders that end with a published network and have several runs of every recipe."""
    return [
        names
        for names in ladders(results)
        if results.recipes[names[-1]].published and all(several_runs(results, name) for name in names)
    ]


def _change(name: str, recipe: RecipeResult) -> str:
    """Return what a recipe changes; for the first recipe of a ladder, its name."""
    return recipe.change if recipe.builds_on else name


def _mean(recipe: RecipeResult) -> str:
    return f"{recipe.summary.test.error_percent.mean:.2f}"


def _label(mark: Mark) -> str:
    return f"{mark.name} {mark.error_percent}%"


def _draw_recipe(change: str, errors: list[float], error: Spread, scale: Scale, top: float) -> str:
    low, high = map(scale, error.interval)
    y, x = top + 24, scale(error.mean)
    return "".join(
        [
            text(0, top + 8, change, "halo"),
            text(WIDTH, top + 8, f"{error.mean:.2f}", "accent halo", "end"),
            *(dot(scale(each), y, 2, "quiet") for each in errors),
            line([(low, y), (high, y)], "accent strong"),
            line([(x, y - 5), (x, y + 5)], "accent strong"),
        ]
    )


def _caption(found: list[Ladder], results: Results) -> Markup:
    ends = [(names[0], names[-1]) for names in found]
    falls = Markup("; ").join(
        Markup("{} on {}, from {}% ({}) to {}% ({})").format(
            _times(results.recipes[first], results.recipes[last]),
            dataset_label(results.recipes[first].dataset),
            _mean(results.recipes[first]),
            code(first),
            _mean(results.recipes[last]),
            code(last),
        )
        for first, last in ends
    )
    return Markup(
        "The same {:,} parameters from 1989 to now: each row makes one change to the row above and keeps it. "
        "Dots are seeds, bars the mean’s 95% interval. In all, the error falls {}."
    ).format(PARAMETERS, falls)


def _times(first: RecipeResult, last: RecipeResult) -> str:
    before, after = (recipe.summary.test.error_percent.mean for recipe in (first, last))
    return f"to {after / before:.2f} of what it was" if before else "to nought"


def _tabulate(found: list[Ladder], results: Results) -> Table:
    rows = []
    for name in (name for names in found for name in names):
        recipe = results.recipes[name]
        cells = []
        for error in (recipe.summary.test.error_percent, recipe.summary.train.error_percent):
            cells += [f"{error.mean:.2f}", error.interval_text(2)]
        rows.append((name, _change(name, recipe), *cells, str(len(recipe.runs))))
    header = ("recipe", "change", "test error, %", "95% interval", "train error, %", "95% interval", "seeds")
    return Table(header, tuple(rows))
