"""The slider over the passes of a published run: the errors after each pass, as sentences and as a small chart."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from markupsafe import Markup

from lecun1989.explain.intensities import intensities
from lecun1989.results.recipe_groups import PAPER
from lecun1989.results.run_record import SetName
from lecun1989.results.schema import Results
from lecun1989_site.figures.captions import code
from lecun1989_site.figures.charts import WIDTH, Scale, draw, line, text, x_axis, y_axis

_LEFT, _RIGHT, _TOP, _BOTTOM = 26, WIDTH - 60, 26, 96  # the plot area
_TICKS = (0.1, 1, 10, 100)
_COLOURS: dict[SetName, str] = {"test": "accent", "train": "cool"}

Errors = dict[SetName, list[float]]  # in percent, by set and pass


@dataclass(frozen=True)
class Learning:
    """What the slider shows, besides the kernels, which are in the table of `kernel_history.kernels`.

    Attributes:
        passes: number of passes; the slider starts before the first.
        caption: names the run.
        svg: a chart of the errors, with a line "now" that the slider moves.
        data: for the page's script, {"scale", "lines", "x"}: the largest weight of all passes; a sentence for each
            slider position; the line's x coordinate for each position.
    """

    passes: int
    caption: Markup
    svg: Markup
    data: dict[str, Any]


def learning(results: Results) -> Learning | None:
    """Describe the passes of the published run; None if no run is published.

    Args:
        results: the study's results.
    """
    recipe = results.recipes.get(PAPER)
    if recipe is None or recipe.published is None:
        return None
    published, run = recipe.published, recipe.published_run
    if run is None or len(published.h1_kernels) != len(run.passes.number) + 1:
        return None
    errors = {split: run.errors_by_pass(split) for split in _COLOURS}
    last = len(errors["test"])
    x = Scale((0, last), (_LEFT + 6, _RIGHT))
    strongest = intensities(np.array(published.h1_kernels)).scale
    data = {
        "scale": round(strongest, 2),  # the weights in the table are rounded to hundredths too
        "lines": _tell_errors(errors),
        "x": [round(x(at), 1) for at in range(last + 1)],
    }
    caption = Markup(f"Watch them learn: {code(PAPER)}, seed {published.seed}, pass by pass.")
    return Learning(last, caption, _draw_errors(errors, x), data)


def _tell_errors(errors: Errors) -> list[str]:
    """Return a sentence for each slider position."""
    last = len(errors["test"])
    told = [
        f"After pass {number} of {last} it misreads {test:.1f}% of the test digits "
        f"and {train:.2f}% of the training digits."
        for number, (test, train) in enumerate(zip(errors["test"], errors["train"], strict=True), 1)
    ]
    return ["Before training, when all weights are chance.", *told]


def _draw_errors(errors: Errors, x: Scale) -> Markup:
    last = len(errors["test"])
    least = min(error for split in errors.values() for error in split if error)
    y = Scale((least / 1.3, 100), (_BOTTOM, _TOP), log=True)
    title = "Errors of this run, pass by pass"
    description = (
        f"The error on the test digits falls from {errors['test'][0]:.1f}% to {errors['test'][-1]:.1f}%, on the "
        f"training digits from {errors['train'][0]:.1f}% to {errors['train'][-1]:.2f}%."
    )
    parts = [
        y_axis(y, (_LEFT, _RIGHT), [tick for tick in _TICKS if tick >= y.domain[0]], "error, %, logarithmic"),
        x_axis(x, _BOTTOM, [0, *range(5, last - 1, 5), last], "passes"),
    ]
    for split, colour in _COLOURS.items():
        parts.append(line([(x(at + 1), y(error)) for at, error in enumerate(errors[split])], colour))
        parts.append(text(_RIGHT + 6, y(errors[split][-1]), f"{split} digits", colour))
    parts.append(f'<line class="line now" x1="{x(0):.1f}" x2="{x(0):.1f}" y1="{_TOP}" y2="{_BOTTOM}"/>')
    return draw("learning", _BOTTOM + 36, title, description, *parts)
