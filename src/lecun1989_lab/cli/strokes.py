"""`lecun1989 strokes`, `codes` and `teaching`: measure a network on recorded pen strokes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from rich.console import Console
from rich.table import Table

from lecun1989.cli.options import json_option, network_argument
from lecun1989.files import write_text
from lecun1989.results.measurements import write_measured
from lecun1989.results.recorded_digits import DrawnDigits, FineTuning, ZipCodes
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets.pen_strokes import load_strokes
from lecun1989_lab.evaluation.drawn_digits import measure_drawn_digits
from lecun1989_lab.evaluation.finetuning import measure_fine_tuning
from lecun1989_lab.evaluation.zip_codes import measure_zip_codes

Command = TypeVar("Command", bound=Callable[..., Any])


def _takes_strokes(command: Command) -> Command:
    options = (
        network_argument,
        click.argument("strokes_file", metavar="STROKES", type=click.Path(path_type=Path)),
        json_option,
        click.option("--out", type=click.Path(path_type=Path), help="A JSON file for the results."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@_takes_strokes
def strokes(network: TrainedNetwork, strokes_file: Path, as_json: bool, out: Path | None) -> None:
    """Measure how well a network reads recorded pen strokes, drawn in several sizes and places, with several pens.

    NETWORK is a published name or a weights file. STROKES has one JSON object per line, gzipped or not: {"id":
    "WRITER-NUMBER", "label": 7, "strokes": [[[x, y], ...], ...]}, x and y from 0 to 1, y down.
    """
    measured = measure_drawn_digits(network, load_strokes(strokes_file), strokes_file.name)
    _report(measured, _drawn_digits_table(measured), as_json, out)


@click.command()
@_takes_strokes
def codes(network: TrainedNetwork, strokes_file: Path, as_json: bool, out: Path | None) -> None:
    """Measure how many zip codes, put together from recorded pen strokes, a network reads without a mistake.

    NETWORK and STROKES are as for `strokes`.
    """
    measured = measure_zip_codes(network, load_strokes(strokes_file), strokes_file.name)
    _report(measured, _zip_codes_table(measured), as_json, out)


@click.command()
@_takes_strokes
def teaching(network: TrainedNetwork, strokes_file: Path, as_json: bool, out: Path | None) -> None:
    """Measure how fine-tuning a network on one recorded digit affects all others.

    NETWORK and STROKES are as for `strokes`.
    """
    measured = measure_fine_tuning(network, load_strokes(strokes_file), strokes_file.name)
    _report(measured, _fine_tuning_table(measured), as_json, out)


def _report(measured: object, table: Table, as_json: bool, out: Path | None) -> None:
    text = write_measured(measured)
    if out:
        write_text(out, text)
    if as_json:
        click.echo(text, nl=False)
    else:
        Console().print(table)


def _drawn_digits_table(measured: DrawnDigits) -> Table:
    title = f"{measured.weights} on {measured.digits:,} digits by {measured.writers} writers, in % read right"
    table = Table("drawn", "all", "95%", *"0123456789", title=title, box=None)
    for name, condition in measured.conditions.items():
        by_class = [
            f"{condition.by_class[digit].percent:.0f}" if digit in condition.by_class else ""
            for digit in "0123456789"
        ]
        table.add_row(name, condition.accuracy.text, _interval(condition.ci95), *by_class)
    return table


def _zip_codes_table(measured: ZipCodes) -> Table:
    table = Table(
        "writers", "read from", "codes", "whole", "95%", "digits", "refused", "whole of the rest", box=None
    )
    for half, counted in (("development", measured.development), ("report", measured.report)):
        for source, found in (("strokes", counted.strokes), ("ink", counted.ink)):
            table.add_row(
                half,
                source,
                f"{counted.codes:,}",
                f"{found.whole.percent:.1f}%",
                _interval(found.whole.ci95),
                f"{found.digits.percent:.1f}%",
                f"{found.refused_percent:.1f}%",
                f"{found.whole_of_the_rest_percent:.1f}%",
            )
    return table


def _fine_tuning_table(measured: FineTuning) -> Table:
    table = Table("writers", "digits", "learned", "steps", "same hand", "others", "at worst", box=None)
    for half, found in (("development", measured.development), ("report", measured.report)):
        if not (found.steps and found.same and found.others):
            table.add_row(half, "0")
            continue
        table.add_row(
            half,
            str(found.taught),
            f"{found.learned_percent:.0f}%",
            f"{found.steps.median:.0f}, at most {found.steps.most}",
            f"{found.same.before:.1f}% to {found.same.after:.1f}%",
            f"{found.others.before:.2f}% to {found.others.after:.2f}%",
            f"{found.others.worst:.2f}%",
        )
    return table


def _interval(ci95: tuple[float, float]) -> str:
    return f"{ci95[0]:.1f}–{ci95[1]:.1f}"
