"""Figure: the H1 kernels of a published network before training and after its passes."""

from collections import defaultdict

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from lecun1989.results.recipe_groups import PAPER
from lecun1989.results.schema import Results
from lecun1989_site.figures.captions import code
from lecun1989_site.figures.charts import Figure, Table, draw, rectangle, text

_SHOWN = (0, 1, 2, 3, 5, 10)  # passes that are drawn, besides the last; the table has all
_LEFT, _SIDE, _GAP = 46, 24, 2.3  # of the first kernel, a kernel's side, the space between kernels
_STEPS = 25  # of opacity; cells of a row with the same step are drawn as one path
_ALIKE = 0.9  # correlation

States = NDArray[np.float64]  # (passes + 1, 12, 25)


def kernels(results: Results) -> Figure | None:
    """Draw the H1 kernels after some passes of the published run; None if no run is published.

    Args:
        results: the study's results.
    """
    published = results.recipes[PAPER].published if PAPER in results.recipes else None
    if published is None:
        return None
    states: States = np.array(published.h1_kernels, np.float64)
    last, count = len(states) - 1, states.shape[1]
    shown = [*(number for number in _SHOWN if number < last), last]
    scale = float(np.abs(states).max()) or 1.0
    likeness, size = _likeness(states), np.abs(states).mean(axis=(1, 2))
    alike = next(number for number in range(last + 1) if likeness[number:].min() >= _ALIKE)
    caption = (
        f"The {count} kernels of H1 in {code(PAPER)}, seed {published.seed}, before training and after some of "
        f"its {last} passes; blue wants paper, red wants ink, and the strongest is ±{scale:.2f}. From pass "
        f"{alike} on their shapes resemble the last ones (correlation above {_ALIKE:g}), while the weights "
        f"grow: in the mean from ±{size[alike]:.2f} to ±{size[last]:.2f}."
    )
    title = "The kernels of H1 during training"
    description = (
        f"Rows of {count} kernels of 5 by 5 weights: one before training, and one after each of the passes "
        f"{', '.join(map(str, shown[1:]))}. The mean size of a weight is {size[0]:.2f} before training and "
        f"{size[last]:.2f} at the end; the correlation with the last row is {likeness[0]:.2f} before "
        f"training and {likeness[1]:.2f} after pass 1."
    )
    rows = [_draw_row(number, states[number] / scale, at) for at, number in enumerate(shown)]
    table = Table(
        ("pass", "the last", *(f"kernel {number}" for number in range(1, count + 1))),
        tuple(
            (_name(number), f"{likeness[number]:.3f}", *map(_hundredths, state))
            for number, state in enumerate(states)
        ),
        (("correlation with", 1), ("weights in hundredths", count)),
    )
    svg = draw("kernels", len(shown) * (_SIDE + _GAP), title, description, *rows)
    return Figure("kernels", title, Markup(caption), svg, table)


def _name(number: int) -> str:
    return str(number) if number else "before"


def _draw_row(number: int, kernels: NDArray[np.float64], row: int) -> str:
    """Draw the kernels after a pass, (n, 25) in [-1, 1], side by side."""
    y, cell = 1 + row * (_SIDE + _GAP), _SIDE / 5
    starts = defaultdict(list)  # the cells' path commands by step of opacity
    parts = [text(_LEFT - 8, y + _SIDE / 2, "pass 1" if number == 1 else _name(number), "quiet", "end")]
    for at, kernel in enumerate(kernels):
        x = _LEFT + at * (_SIDE + _GAP)
        parts.append(rectangle(x, y, _SIDE, _SIDE, "frame"))
        for place, step in enumerate(np.rint(kernel * _STEPS).astype(int).tolist()):
            starts[step].append(f"M{x + place % 5 * cell:.1f} {y + place // 5 * cell:.1f}")
    square = f"h{cell:g}v{cell:g}h-{cell:g}z"
    parts += [
        f'<path class="{"negative" if step < 0 else "positive"}" fill-opacity="{abs(step) / _STEPS:g}" '
        f'd="{"".join(start + square for start in starts[step])}"/>'
        for step in sorted(starts)
        if step
    ]
    return "".join(parts)


def _likeness(states: States) -> NDArray[np.float64]:
    """Return (passes + 1,): each state's correlation with the last one, averaged over the kernels."""
    centred = states - states.mean(axis=2, keepdims=True)
    unit = centred / np.maximum(np.linalg.norm(centred, axis=2, keepdims=True), 1e-12)
    likeness: NDArray[np.float64] = (unit * unit[-1]).sum(axis=2).mean(axis=1)
    return likeness


def _hundredths(kernel: NDArray[np.float64]) -> str:
    """Format a kernel's 25 weights in five lines, padded with figure spaces."""
    numbers = [f"{round(100 * float(weight)):4}" for weight in kernel]
    lines = ["".join(numbers[start : start + 5]) for start in range(0, 25, 5)]
    return "\n".join(lines).replace(" ", "\u2007").replace("-", "−")
