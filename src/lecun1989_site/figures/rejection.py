"""Figure: the error on the accepted digits against the share refused, for the paper's three criteria."""

from markupsafe import Markup

from lecun1989.results.published import Published
from lecun1989.results.recipe_groups import PAPER, several_runs
from lecun1989.results.run_record import ALLOWED_PERCENT, CURVE_STEP_PERCENT, Criterion
from lecun1989.results.schema import Results
from lecun1989.results.spread import mean
from lecun1989_site.figures.captions import code
from lecun1989_site.figures.charts import (
    WIDTH,
    Figure,
    Scale,
    Table,
    band,
    dot,
    draw,
    line,
    text,
    x_axis,
    y_axis,
)

_LEFT, _RIGHT, _TOP, _BOTTOM = 32, WIDTH - 8, 30, 222  # the plot area
# Each criterion's name in the chart and the CSS classes of its line.
_CRITERIA: dict[Criterion, tuple[str, str]] = {
    "difference": ("difference of the two highest", "accent strong"),
    "top": ("highest output alone", "quiet"),
    "second": ("second highest alone", "quiet dashed"),
}

Curve = list[tuple[float, ...]]  # errors in percent, by share refused and seed


def rejection(results: Results, published: Published) -> Figure | None:
    """Draw the error on the accepted digits against the share refused; None without several runs.

    Args:
        results: the study's results.
        published: other people's results.
    """
    runs = several_runs(results, PAPER)
    if not runs:
        return None
    curves: dict[Criterion, Curve] = {
        criterion: list(zip(*(run.rejection_curve[criterion] for run in runs), strict=True))
        for criterion in _CRITERIA
    }
    paper = published.paper.refused_percent
    spreads = results.recipes[PAPER].summary.rejected_percent
    needed = {criterion: spreads[criterion].mean for criterion in _CRITERIA}
    caption = (
        f"Error on the digits that {code(PAPER)} keeps, when it refuses those whose two highest outputs lie "
        f"closest together: mean and range of {len(runs)} seeds. Until {ALLOWED_PERCENT:g}% error is left it must "
        f"refuse {needed['difference']:.1f}% of the test digits, where the paper reports {paper}%; by the "
        f"highest output alone it would be {needed['top']:.1f}%, by the second {needed['second']:.1f}%."
    )
    title = "Error on the rest against what is refused"
    spread = curves["difference"]
    description = (
        f"Error on the rest against the share of test digits refused. In the mean of {len(runs)} seeds it "
        f"falls from {mean(spread[0]):.2f}% with nothing refused to {mean(spread[-1]):.2f}% with "
        f"{CURVE_STEP_PERCENT * (len(spread) - 1):g}% refused. A circle marks what the paper reports: "
        f"{ALLOWED_PERCENT:g}% error with {paper}% refused."
    )
    svg = draw("rejection", _BOTTOM + 36, title, description, _draw_curves(curves, float(paper)))
    return Figure("rejection", title, Markup(caption), svg, _tabulate(curves))


def _draw_curves(curves: dict[Criterion, Curve], paper: float) -> str:
    spread = curves["difference"]
    shares = [CURVE_STEP_PERCENT * at for at in range(len(spread))]
    highest = int(max(max(errors) for errors in spread)) + 1
    x, y = Scale((0, shares[-1]), (_LEFT, _RIGHT)), Scale((0, highest), (_BOTTOM, _TOP))

    def points(errors: list[float]) -> list[tuple[float, float]]:
        return [(x(share), y(error)) for share, error in zip(shares, errors, strict=True)]

    parts = [
        y_axis(y, (_LEFT, _RIGHT), range(1, highest + 1), "error on the rest, %"),
        x_axis(x, _BOTTOM, range(0, int(shares[-1]) + 1, 5), "refused, % of the test digits"),
        band(
            points([min(errors) for errors in spread]), points([max(errors) for errors in spread]), "accent"
        ),
        line([(_LEFT, y(ALLOWED_PERCENT)), (_RIGHT, y(ALLOWED_PERCENT))], "limit"),
    ]
    for at, (criterion, (name, classes)) in reversed(list(enumerate(_CRITERIA.items()))):
        left, height = x(shares[-1] * 0.42), _TOP + 4 + 17 * at  # no curve is in the upper right
        parts += [
            line(points([mean(errors) for errors in curves[criterion]]), classes),
            line([(left, height), (left + 20, height)], classes),
            text(left + 26, height, name, "halo"),
        ]
    parts += [
        dot(x(paper), y(ALLOWED_PERCENT), 4, "theirs"),
        text(x(paper) + 8, y(ALLOWED_PERCENT) - 11, f"paper {paper:g}%", "halo"),
    ]
    return "".join(parts)


def _tabulate(curves: dict[Criterion, Curve]) -> Table:
    rows = []
    for at, errors in enumerate(curves["difference"]):
        others = (mean(curves["top"][at]), mean(curves["second"][at]))
        cells = (mean(errors), min(errors), max(errors), *others)
        rows.append((f"{CURVE_STEP_PERCENT * at:g}", *(f"{cell:.2f}" for cell in cells)))
    header = ("refused, %", "mean", "lowest", "highest", "highest", "second")
    groups = (("error, %, by the difference", 3), ("mean, by one output", 2))
    return Table(header, tuple(rows), groups)
