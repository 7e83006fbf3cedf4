"""The tables of results in README.md and docs/results.md."""

from collections.abc import Sequence

from lecun1989.errors import InputError
from lecun1989.results.measurements import Measurements
from lecun1989.results.published import Published
from lecun1989.results.recipe_groups import headline, ladders
from lecun1989.results.recorded_digits import DrawnDigits
from lecun1989.results.schema import Results
from lecun1989.results.table_rows import (
    ResultRow,
    ablation_rows,
    network_row,
    published_rows,
    refusal_row,
    study_rows,
)
from lecun1989.results.training_speed import TrainingSpeed
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.report.markdown import code, table

CONTESTANTS = {
    "karpathy-2022": "NumPy, gradient descent (`karpathy-2022`)",
    "paper-1989": "NumPy, diagonal Levenberg-Marquardt (`paper-1989`)",
    "pytorch": "PyTorch",
    "pytorch-without-onednn": "PyTorch without oneDNN",
    "javascript": "plain JavaScript loops (Node.js)",
}


def results_blocks(
    results: Results, published: Published, networks: Sequence[TrainedNetwork], measurements: Measurements
) -> dict[str, str]:
    """Return the text of each block by its name.

    Args:
        results: the study's results.
        published: other people's figures.
        networks: the published networks, in the order in which they are shown.
        measurements: the content of docs/measured.

    Raises:
        InputError: a measurement is missing.
    """
    names = [network.name for network in networks]
    missing = [name for name in names if name not in measurements.drawn_digits]
    if missing:
        raise InputError(
            f"docs/measured has no strokes-{missing[0]}.json; make it with `lecun1989 strokes --out`"
        )
    if measurements.training_speed is None:
        raise InputError("docs/measured has no training-speed.json; make it with `make bench`")
    return {
        "headline": headline_table(results, published),
        "results": results_table(results, published, networks),
        "refusals": refusals_table(results),
        "variations": variations_table(results),
        "ladder": ladder_table(results),
        "marks": marks_list(published),
        "strokes": strokes_table({name: measurements.drawn_digits[name] for name in names}),
        "speed": speed_table(measurements.training_speed),
    }


def headline_table(results: Results, published: Published) -> str:
    """Return the test errors of other people's networks and of the study, as means over seeds."""
    rows = [(f"{row.name}, {row.runs}", row) for row in published_rows(published)]
    rows += [(f"**{code(row.name)}**, {row.runs}", row) for row in study_rows(results, 1)]
    return table(
        ("", "digits", "test error", "refused for 1% error"),
        [(name, row.data, _percent(row.test.error), _percent(row.refused)) for name, row in rows],
    )


def results_table(results: Results, published: Published, networks: Sequence[TrainedNetwork]) -> str:
    """Return other people's results, the study's means over seeds, and the published networks."""
    rows = [_result_cells(f"{row.name}, {row.runs}", row) for row in published_rows(published)]
    rows += [_result_cells(f"**{code(row.name)}, {row.runs}**", row) for row in study_rows(results, 1)]
    rows += [
        _result_cells(
            f"{code(f'weights/{network.name}.json')}, on the page: seed {network.card.provenance['seed']}",
            network_row(network),
        )
        for network in networks
    ]
    return table(("", "digits", "train error", "test error", "test misses", "refused for 1% error"), rows)


def _result_cells(name: str, row: ResultRow) -> tuple[str, ...]:
    refused = _percent(row.refused)
    return name, row.data, _percent(row.train.error), _percent(row.test.error), row.test.misses, refused


def refusals_table(results: Results) -> str:
    """Return what the headline recipes refuse with a threshold set beforehand."""
    found = [refusal_row(results, name) for name in headline(results)]
    return table(
        ("", "held out: refused", "error on the rest", "test: refused", "error on the rest"),
        [(code(row.name), *map(_percent, row.held_out + row.test)) for row in found if row],
    )


def variations_table(results: Results) -> str:
    """Return the effect of each open choice: the ablated recipe, then its ablations."""
    return table(
        ("", "train error", "test error", "test loss", "refused for 1% error", "McNemar's p"),
        [
            (
                f"**{code(row.name)}**" if row.base else code(row.name),
                _percent(row.train_error),
                _percent(row.test_error),
                row.test_loss,
                _percent(row.refused),
                row.p,
            )
            for row in ablation_rows(results)
        ],
    )


def ladder_table(results: Results) -> str:
    """Return the effect of each change in the ladders from 1989 to now."""
    rows = []
    for ladder in ladders(results):
        for name in ladder:
            recipe = results.recipes[name]
            summary = recipe.summary
            rows.append(
                (
                    code(name),
                    recipe.change,
                    summary.train.error_percent.text(2, "%"),
                    summary.test.error_percent.text(2, "%"),
                    summary.whole_test.error_percent.text(2, "%") if summary.whole_test else "",
                    str(len(recipe.runs)),
                )
            )
    return table(("", "change", "train error", "test error", "all 10,000 test digits", "seeds"), rows)


def marks_list(published: Published) -> str:
    """Return the error rates to compare with, as a list."""
    return "".join(
        f"- {mark.who}: {mark.error_percent}% on {mark.data} ({mark.source}).\n" for mark in published.marks
    )


def strokes_table(measured: dict[str, DrawnDigits]) -> str:
    """Return how well networks read recorded pen strokes, with 95% intervals for the first network.

    Args:
        measured: results by the network's name, at least one.
    """
    first, *others = measured.values()
    return table(
        ("", *map(code, measured)),
        [
            (
                name,
                f"{condition.accuracy.text}% ({condition.accuracy.interval_text})",
                *(f"{other.conditions[name].accuracy.text}%" for other in others),
            )
            for name, condition in first.conditions.items()
        ],
    )


def speed_table(measured: TrainingSpeed) -> str:
    """Return the processor time of a training update, here and elsewhere."""
    return table(
        ("", "CPU time of an update", "times ours", "of this core's sgemm peak"),
        [
            (
                CONTESTANTS.get(name, name),
                f"{row.min_us:.0f} µs",
                f"{row.ratio_to_sgd:.1f}",
                f"{row.share_of_peak:.1%}",
            )
            for name, row in measured.contestants.items()
        ],
    )


def _percent(cell: str) -> str:
    return f"{cell}%" if cell else ""
