"""The slider through the passes of a published run: what its errors were after each, in words and as a small chart."""

import json
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from lecun1989.results.recipe_groups import PAPER
from lecun1989.results.run_record import SetName
from lecun1989.results.schema import Results
from lecun1989_site.figures.captions import code
from lecun1989_site.figures.charts import WIDTH, Scale, draw, line, text, x_axis, y_axis

_LEFT, _RIGHT, _TOP, _BOTTOM = 26, WIDTH - 60, 26, 96  # of the area between the axes
_TICKS = (0.1, 1, 10, 100)
_COLOURS: dict[SetName, str] = {"test": "accent", "train": "cool"}


@dataclass(frozen=True)
class Learning:
    """What the slider shows beside the kernels, which stand in the table of the figure `kernel_history.kernels`.

    Attributes:
        passes: how many; the slider begins before the first.
        caption: whose they are.
        svg: the errors as a chart, with a line "now" that the slider moves.
        data: JSON of {"scale", "lines", "x"}: the strongest weight of all passes; a sentence for each place of the
            slider; and where the line then stands in the chart.
    """

    passes: int
    caption: Markup
    svg: Markup
    data: Markup


def learning(results: Results) -> Learning | None:
    """Describe the passes of the published run; None where none is published.

    Args:
        results: of the study.
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
    lines = ["Before training, when all weights are chance."]
    lines += [
        f"After pass {number} of {last} it misreads {test:.1f}% of the test digits "
        f"and {train:.2f}% of the training digits."
        for number, (test, train) in enumerate(zip(errors["test"], errors["train"], strict=True), 1)
    ]
    data = {
        "scale": f"{np.abs(published.h1_kernels).max():.2f}",
        "lines": lines,
        "x": [round(x(at), 1) for at in range(last + 1)],
    }
    caption = Markup(f"Watch them learn: {code(PAPER)}, seed {published.seed}, pass by pass.")
    svg = draw("learning", _BOTTOM + 36, title, description, *parts)
    return Learning(last, caption, svg, Markup(json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")))
