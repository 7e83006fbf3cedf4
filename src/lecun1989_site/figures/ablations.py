"""Effect of each ablation on the test error: paired differences to its base recipe, seed by seed."""

from markupsafe import Markup

from lecun1989.results.paired_differences import PairedDifference, paired_differences
from lecun1989.results.schema import Results
from lecun1989_site.figures.captions import code, listed, signed
from lecun1989_site.figures.charts import WIDTH, Figure, Scale, Table, dot, draw, line, text, ticks, x_axis

_HEAD, _ROW, _GAP = 24, 38, 8  # heights: a recipe's name, an ablation, the space between recipes


def choices(results: Results) -> Figure | None:
    """Draw how each ablation changes the test error; None if no ablation has the seeds of its base.

    Args:
        results: the study's results.
    """
    found = paired_differences(results)
    if not found:
        return None
    bases = {
        difference.base: results.recipes[difference.base].summary.test.error_percent.mean
        for difference in found
    }
    certain = [f"{code(d.name)} ({signed(d.points.mean, 2)})" for d in found if d.certain]
    verdict = f"does not explain {listed(certain, 'or')}" if certain else "could explain each of them"
    caption = (
        "What one change does to the test error: the mean difference, in percentage points, to the same "
        f"seeds of the unchanged recipe, and its 95% interval over seeds. Luck of the seed alone {verdict}."
    )
    title = "What one change does to the test error"
    rows = tuple((d.name, signed(d.points.mean, 2), _interval(d), f"{d.seeds}") for d in found)
    description = "Dots with intervals along a scale of differences. " + " ".join(
        f"{d.base} with {d.change}: {signed(d.points.mean, 2)}, from {_interval(d)}." for d in found
    )
    table = Table(("recipe", "difference, points", "95% interval", "seeds"), rows)
    height = len(bases) * (_HEAD + _GAP) + len(found) * _ROW
    svg = draw("choices", height + 36, title, description, _draw_all(found, bases, height))
    return Figure("choices", title, Markup(caption), svg, table)


def _interval(difference: PairedDifference) -> str:
    low, high = difference.points.interval
    return f"{signed(low, 2)} to {signed(high, 2)}"


def _draw_all(found: list[PairedDifference], bases: dict[str, float], height: float) -> str:
    """Draw the differences below their base recipes' names, and the axis at a height."""
    ends = [0.0, *(end for d in found for end in d.points.interval)]
    low, high = min(ends), max(ends)
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


def _draw_difference(difference: PairedDifference, scale: Scale, top: float) -> str:
    y = top + 24
    low, high = map(scale, difference.points.interval)
    colour = "accent" if difference.certain else "quiet"
    return "".join(
        [
            text(0, top + 8, difference.change),
            text(WIDTH, top + 8, signed(difference.points.mean, 2), colour, "end"),
            line([(scale(0), y - 7), (scale(0), y + 7)], "strong"),
            line([(low, y), (high, y)], f"{colour} strong"),
            dot(scale(difference.points.mean), y, 4, colour),
        ]
    )
