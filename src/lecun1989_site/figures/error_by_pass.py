"""Figure: every seed's errors after every pass, and the paper's final errors."""

from collections.abc import Sequence
from itertools import takewhile

from markupsafe import Markup

from lecun1989.results.published import Published
from lecun1989.results.recipe_groups import PAPER, several_runs
from lecun1989.results.run_record import Run, SetName
from lecun1989.results.schema import Results
from lecun1989.results.spread import mean
from lecun1989_site.figures.captions import code
from lecun1989_site.figures.charts import (
    WIDTH,
    Figure,
    Scale,
    Table,
    dot,
    draw,
    line,
    text,
    two_lines,
    x_axis,
    y_axis,
)

_LEFT, _RIGHT, _TOP, _BOTTOM = 32, WIDTH - 50, 30, 222  # the plot area
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
_NAMES: dict[SetName, str] = {"test": "test digits", "train": "training digits"}
_COLOURS: dict[SetName, str] = {"test": "accent", "train": "cool"}

Curves = dict[SetName, list[list[float]]]  # errors in percent, by set, seed and pass


def error_by_pass(results: Results, published: Published) -> Figure | None:
    """Draw every seed's errors after every pass, and the paper's final errors; None without several runs.

    Args:
        results: the study's results.
        published: other people's results.
    """
    runs = several_runs(results, PAPER)
    if not runs:
        return None
    passes = runs[0].passes.number
    curves = {split: [run.errors_by_pass(split) for run in runs] for split in _NAMES}
    paper = {split: published.paper_row.metrics(split).error_percent for split in _NAMES}
    means = {split: [mean(errors) for errors in zip(*curves[split], strict=True)] for split in _NAMES}
    test, train = means["test"], means["train"]
    # The first pass whose test error is at most 10% above the last one.
    settled = len(list(takewhile(lambda error: error > 1.1 * test[-1], test)))
    caption = (
        f"Errors of {code(PAPER)} after every pass, a line for each of {len(runs)} seeds. After pass "
        f"{passes[settled]} the error on the test digits falls by less than a tenth, to {test[-1]:.1f}%, "
        f"while on the training digits it goes from {train[settled]:.1f}% to {train[-1]:.2f}%; the paper "
        f"ended at {paper['test']}% and {paper['train']}%."
    )
    title = "Error after every pass"
    description = (
        f"Error against pass, on a logarithmic scale of error. In the mean of {len(runs)} seeds, the error "
        f"on the test digits falls from {test[0]:.2f}% after pass {passes[0]} to {test[-1]:.2f}% after pass "
        f"{passes[-1]}, that on the training digits from {train[0]:.2f}% to {train[-1]:.2f}%. Circles mark "
        f"the paper’s {paper['test']}% and {paper['train']}%."
    )
    svg = draw("error", _BOTTOM + 36, title, description, _draw_curves(passes, curves, paper))
    return Figure("error", title, Markup(caption), svg, _tabulate(passes, runs))


def _draw_curves(passes: Sequence[int], curves: Curves, paper: dict[SetName, str]) -> str:
    every = [error for split in curves.values() for errors in split for error in errors if error]
    every += [float(error) for error in paper.values()]
    ticks = [tick for tick in _TICKS if min(every) / 2 < tick <= max(every)]
    x = Scale((passes[0], passes[-1]), (_LEFT + 6, _RIGHT))
    y = Scale((min(min(every) / 1.15, ticks[0]), max(every) * 1.1), (_BOTTOM, _TOP), log=True)
    fives = [number for number in range(5, passes[-1] - 1, 5) if number > passes[0]]
    parts = [
        y_axis(y, (_LEFT, _RIGHT), ticks, "error, %, logarithmic"),
        x_axis(x, _BOTTOM, [passes[0], *fives, passes[-1]], "passes"),
    ]
    labelled = len(passes) * 2 // 5  # there is space above the lines here
    for split, seeds in curves.items():
        colour = _COLOURS[split]
        for errors in seeds:
            points = [(x(number), y(error)) for number, error in zip(passes, errors, strict=True)]
            parts.append(line(points, colour))
        above = y(max(errors[labelled] for errors in seeds)) - 11
        end = y(float(paper[split]))
        parts += [
            text(x(passes[labelled]), above, _NAMES[split], f"{colour} halo"),
            dot(_RIGHT, end, 4, "theirs"),
            two_lines(_RIGHT + 9, end, ("paper", f"{paper[split]}%")),
        ]
    return "".join(parts)


def _tabulate(passes: Sequence[int], runs: Sequence[Run]) -> Table:
    seeds = tuple(f"seed {run.seed}" for run in runs)
    rows = tuple(
        (str(number), *(str(run.passes.misses(split)[at]) for split in _NAMES for run in runs))
        for at, number in enumerate(passes)
    )
    groups = tuple(
        (f"misses of {runs[0].metrics(split).examples:,} {name}", len(runs)) for split, name in _NAMES.items()
    )
    return Table(("pass", *seeds, *seeds), rows, groups)
