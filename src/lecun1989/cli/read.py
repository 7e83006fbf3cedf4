"""`lecun1989 predict` and `lecun1989 zipcode`: read digits from pictures."""

import json
from pathlib import Path
from typing import Any

import click

from lecun1989.cli.options import json_option, network_argument
from lecun1989.reading import Row
from lecun1989.trained_network import TrainedNetwork

images_argument = click.argument(
    "images", metavar="IMAGE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)


@click.command()
@network_argument
@images_argument
def predict(network: TrainedNetwork, images: tuple[Path, ...]) -> None:
    """Read a digit from each picture: any size, dark on light or light on dark.

    NETWORK is a published name, such as "reader", or a weights file.
    """
    for path in images:
        reading = network.read(path)
        if reading.digit is None:
            click.echo(f"{path}: ? (blank)")
            continue
        best, second = reading.scores[[reading.digit, reading.runner_up]]
        said = say(reading.digit, reading.rejected)
        click.echo(f"{path}: {said} (score {best:.2f}; next {reading.runner_up} with {second:.2f})")


@click.command()
@network_argument
@images_argument
@json_option
def zipcode(network: TrainedNetwork, images: tuple[Path, ...], as_json: bool) -> None:
    """Read a row of digits, such as a zip code, from each picture; "?" stands for a digit that the network refuses.

    NETWORK is a published name, such as "reader", or a weights file.
    """
    for path in images:
        row = network.read_row(path)
        if as_json:
            click.echo(json.dumps({"image": str(path), **_describe(row)}))
            continue
        doubtful = [
            f"number {at} is perhaps {digit.reading.digit}"
            for at, digit in enumerate(row.digits, 1)
            if digit.reading.rejected
        ]
        note = f" ({', '.join(doubtful)})" if doubtful else ""
        click.echo(f"{path}: {row.code or '? (blank)'}{note}")


def say(digit: int, rejected: bool) -> str:
    """Return the digit, or "?" with a guess if the network refuses to answer."""
    return f"? (perhaps {digit})" if rejected else str(digit)


def _describe(row: Row) -> dict[str, Any]:
    return {
        "code": row.code,
        "digits": [
            {
                "digit": digit.reading.digit,
                "rejected": digit.reading.rejected,
                "outputs": digit.reading.outputs.tolist(),
                "scores": digit.reading.scores.tolist(),
                "input": digit.reading.image.ravel().tolist(),
                "box": list(digit.box),
            }
            for digit in row.digits
        ],
    }
