"""Confusion matrix of a recipe, averaged over its seeds."""

from collections.abc import Sequence

from markupsafe import Markup

from lecun1989.results.recipe_groups import PAPER, several_runs
from lecun1989.results.run_record import Run
from lecun1989.results.schema import Results
from lecun1989_site.figures.captions import code, listed, with_article
from lecun1989_site.figures.charts import Figure, Table, draw, rectangle, text

_LEFT, _TOP = 40, 44  # of the first cell
_WIDE, _HIGH = 32, 25  # of a cell
_STRONGEST = 0.45  # opacity; the numbers in the cells stay legible
_NAMED = 3  # confusions in the caption
_DIGITS = range(10)
_PAIRS = [(digit, answer) for digit in _DIGITS for answer in _DIGITS if digit != answer]

Counts = list[list[float]]  # by digit and answer


def confusions(results: Results) -> Figure | None:
    """Draw how often each digit is read as each digit; None without several runs.

    Args:
        results: the study's results.
    """
    runs = several_runs(results, PAPER)
    if not runs:
        return None
    tested = results.datasets[results.recipes[PAPER].dataset].test_digits
    counts = _count(runs, tested)
    rates = {(digit, answer): counts[digit][answer] / tested[digit] for digit, answer in _PAIRS}
    largest = sorted(_PAIRS, key=lambda pair: (-rates[pair], pair))[:_NAMED]
    named = listed(
        [
            f"{with_article(digit)} for {with_article(answer)} ({counts[digit][answer]:.1f} of {tested[digit]})"
            for digit, answer in largest
        ]
    )
    misses = sum(counts[digit][answer] for digit, answer in _PAIRS)
    share = 100 * sum(counts[digit][answer] for digit, answer in largest) / misses
    caption = (
        f"How many of each test digit {code(PAPER)} reads as what, in the mean of {len(runs)} seeds; the stronger "
        f"a cell, the larger that share of its row. It most often takes {named}: {share:.0f}% of all its "
        "mistakes."
    )
    title = "What is taken for what"
    description = f"Ten digits by ten answers with mean counts. The largest shares of a row are {named}."
    table = Table(
        ("digit", "tested", *map(str, _DIGITS)),
        tuple(
            (str(digit), str(tested[digit]), *(f"{count:.1f}" for count in counts[digit]))
            for digit in _DIGITS
        ),
        (("", 1), ("read as, in the mean of the seeds", 10)),
    )
    svg = draw("confusions", _TOP + 10 * _HIGH, title, description, _draw_heads(), _draw_cells(counts, rates))
    return Figure("confusions", title, Markup(caption), svg, table)


def _count(runs: Sequence[Run], tested: Sequence[int]) -> Counts:
    """Return how often each digit is read as each digit, averaged over the runs."""
    counts = [[0.0] * 10 for _ in _DIGITS]
    for run in runs:
        for _, digit, answer in run.missed:
            counts[digit][answer] += 1 / len(runs)
    for digit in _DIGITS:
        counts[digit][digit] = tested[digit] - sum(counts[digit])
    return counts


def _draw_heads() -> str:
    above = _TOP - 12
    parts = [
        text(_LEFT + 5 * _WIDE, above - 20, "read as", "quiet", "middle"),
        text(0, above, "digit", "quiet"),
    ]
    for digit in _DIGITS:
        parts += [
            text(_LEFT + (digit + 0.5) * _WIDE, above, str(digit), "strong", "middle"),
            text(_LEFT - 12, _TOP + (digit + 0.5) * _HIGH, str(digit), "strong", "end"),
        ]
    return "".join(parts)


def _draw_cells(counts: Counts, rates: dict[tuple[int, int], float]) -> str:
    highest = max(rates.values())
    parts = []
    for digit in _DIGITS:
        for answer in _DIGITS:
            x, y = _LEFT + answer * _WIDE, _TOP + digit * _HIGH
            rate = rates.get((digit, answer), 0.0)
            if rate:
                opacity = _STRONGEST * rate / highest
                parts.append(rectangle(x + 1, y + 1, _WIDE - 2, _HIGH - 2, "accent", opacity))
            if counts[digit][answer]:
                classes = "quiet" if digit == answer else ""
                number = _shorten(counts[digit][answer])
                parts.append(text(x + _WIDE / 2, y + _HIGH / 2, number, classes, "middle"))
    return "".join(parts)


def _shorten(count: float) -> str:
    """Format a mean count for a small cell: without decimals from ten on."""
    return f"{count:.1f}" if count < 9.95 else f"{count:.0f}"
