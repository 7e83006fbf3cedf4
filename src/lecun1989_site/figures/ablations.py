"""What single choices of a recipe are worth: differences to the recipe that a variation varies, seed by seed."""

from dataclasses import dataclass
from statistics import stdev
from typing import Any

from markupsafe import Markup

from lecun1989_site.figures.charts import WIDTH, Figure, Scale, Table, dot, draw, line, text, ticks, x_axis
from lecun1989_site.figures.study import Results, code, listed, mean, several_runs, signed

_HEAD, _ROW, _GAP = 24, 38, 8  # heights: of a recipe's name, of a variation, and between recipes


@dataclass(frozen=True)
class Difference:
    """A variation's test error less that of the recipe it varies, in percentage points: mean and 95% interval."""

    name: str
    base: str
    change: str
    mean: float
    low: float
    high: float
    seeds: int

    @property
    def certain(self) -> bool:
        """Whether the interval leaves nought out."""
        return self.low > 0 or self.high < 0


def choices(results: Results | None) -> Figure | None:
    """Draw what each variation adds to the test error; None where none was run with the seeds of its base.

    Args:
        results: weights/results.json or None.
    """
    found = differences(results)
    if not results or not found:
        return None
    bases = {
        difference.base: results["recipes"][difference.base]["summary"]["test_error_percent"]["mean"]
        for difference in found
    }
    certain = [f"{code(d.name)} ({signed(d.mean, 2)})" for d in found if d.certain]
    verdict = f"does not explain {listed(certain, 'or')}" if certain else "could explain each of them"
    caption = (
        "What one change does to the test error: the mean difference, in percentage points, to the same "
        f"seeds of the unchanged recipe, and its 95% interval over seeds. Luck of the seed alone {verdict}."
    )
    title = "What one change does to the test error"
    description = "Dots with intervals along a scale of differences. " + " ".join(
        f"{d.base} with {d.change}: {signed(d.mean, 2)}, from {signed(d.low, 2)} to {signed(d.high, 2)}."
        for d in found
    )
    rows = tuple(
        (d.name, signed(d.mean, 2), f"{signed(d.low, 2)} to {signed(d.high, 2)}", f"{d.seeds}") for d in found
    )
    table = Table(("recipe", "difference, points", "95% interval", "seeds"), rows)
    height = len(bases) * (_HEAD + _GAP) + len(found) * _ROW
    svg = draw("choices", height + 36, title, description, _draw_all(found, bases, height))
    return Figure("choices", title, Markup(caption), svg, table)


def differences(results: Results | None) -> list[Difference]:
    """Return the difference of each variation that was run with the very seeds of its base, several of them.

    Args:
        results: weights/results.json or None.
    """
    found = []
    for name, recipe in (results or {}).get("recipes", {}).items():
        base = recipe.get("varies")
        if not base:
            continue
        errors, others = _errors(results, name), _errors(results, base)
        summary = recipe["summary"]["test_error_percent"]
        if errors and errors.keys() == others.keys() and summary["sd"]:
            values = [errors[seed] - others[seed] for seed in errors]
            centre, half = mean(values), _half_interval(values, summary)
            change = recipe["title"].partition(", ")[2] or name
            found.append(Difference(name, base, change, centre, centre - half, centre + half, len(values)))
    return found


def _errors(results: Results | None, recipe: str) -> dict[int, float]:
    return {run["seed"]: run["test"]["error_percent"] for run in several_runs(results, recipe, "seed")}


def _half_interval(values: list[float], summary: dict[str, Any]) -> float:
    """Return half the mean's 95% interval.

    Student's t is taken from a summary of as many runs: half an interval over a standard deviation is the same for all.
    """
    half = summary["ci95"][1] - summary["mean"]
    return stdev(values) * float(half / summary["sd"])


def _draw_all(found: list[Difference], bases: dict[str, float], height: float) -> str:
    """Draw the differences below the names of the recipes that they vary, and the axis at a height."""
    low, high = min(0.0, *(d.low for d in found)), max(0.0, *(d.high for d in found))
    edge = (high - low) / 20
    scale = Scale((low - edge, high + edge), (0, WIDTH))
    parts = [x_axis(scale, height, ticks(scale, 0.5), "difference in test error, percentage points")]
    y = 0.0
    for base, error in bases.items():
        parts.append(text(0, y + 8, f"{base}, {error:.2f}%, with", "quiet"))
        y += _HEAD
        for difference in found:
            if difference.base == base:
                parts.append(_draw_difference(difference, scale, y))
                y += _ROW
        y += _GAP
    return "".join(parts)


def _draw_difference(difference: Difference, scale: Scale, top: float) -> str:
    y = top + 24
    colour = "accent" if difference.certain else "quiet"
    return "".join(
        [
            text(0, top + 8, difference.change),
            text(WIDTH, top + 8, signed(difference.mean, 2), colour, "end"),
            line([(scale(0), y - 7), (scale(0), y + 7)], "strong"),
            line([(scale(difference.low), y), (scale(difference.high), y)], f"{colour} strong"),
            dot(scale(difference.mean), y, 4, colour),
        ]
    )
