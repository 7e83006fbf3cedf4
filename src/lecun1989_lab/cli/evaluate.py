"""`lecun1989 evaluate`, `misread` and `gradcheck`: measure networks, and check the gradient."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from lecun1989.cli.options import json_option, network_argument
from lecun1989.cli.read import say
from lecun1989.errors import InputError
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.cli.options import data_dir_option, dataset_name, dataset_option
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.evaluation.gradcheck import TOLERANCE, check_gradients
from lecun1989_lab.evaluation.misread import Misread, find_misread
from lecun1989_lab.training.measure import measure_all


@click.command()
@network_argument
@dataset_option
@data_dir_option
@json_option
def evaluate(network: TrainedNetwork, dataset: str | None, data_dir: Path | None, as_json: bool) -> None:
    """Measure a network on the training and the test set, and on all test digits if the test set is only a sample.

    NETWORK is a published name, such as "reader", or a weights file.
    """
    name = dataset_name(network, dataset)
    metrics = measure_all(network, load_dataset(name, data_dir))
    if as_json:
        measured = {split: asdict(found) for split, found in metrics.items()}
        click.echo(json.dumps({"weights": network.name, "data": name, **measured}, indent=1))
        return
    table = Table("set", "examples", "loss", "error", "misses", title=f"{network.name} on {name}")
    for split, found in metrics.items():
        table.add_row(
            split.replace("_", " "),
            f"{found.examples:,}",
            f"{found.loss:.4e}",
            f"{found.error_percent:.2f}%",
            str(found.misses),
        )
    Console().print(table)


@click.command()
@network_argument
@dataset_option
@data_dir_option
@json_option
def misread(network: TrainedNetwork, dataset: str | None, data_dir: Path | None, as_json: bool) -> None:
    """List the test digits that a network misreads; as JSON, with their pixels.

    NETWORK is a published name, such as "reader", or a weights file.
    """
    name = dataset_name(network, dataset)
    split = load_dataset(name, data_dir).test
    found = find_misread(network, split)
    if as_json:
        listed = [_describe(each) for each in found]
        examples = len(split.labels)
        click.echo(
            json.dumps({"weights": network.name, "data": name, "examples": examples, "misread": listed})
        )
        return
    table = Table("test digit", "is", "read as", "margin", title=f"{network.name} on {name}")
    for each in found:
        table.add_row(
            str(each.index), str(each.digit), say(each.answer, each.rejected), f"{each.confidence:.3f}"
        )
    Console().print(table)


@click.command()
def gradcheck() -> None:
    """Compare the hand-written gradient with central differences, for every kind of network and parameter array."""
    checks = list(check_gradients())
    table = Table("activation", "output", "array", "relative error")
    for check in checks:
        mark = "" if check.passed else " FAILED"
        table.add_row(check.activation, check.output, check.array, f"{check.error:.1e}{mark}")
    Console().print(table)
    worst = max(check.error for check in checks)
    click.echo(f"largest relative error {worst:.1e}; allowed {TOLERANCE:.0e}")
    if not all(check.passed for check in checks):
        raise InputError("the gradient is wrong in rows with FAILED; correct lecun1989/model/backprop.py")


def _describe(found: Misread) -> dict[str, Any]:
    return {**vars(found), "image": found.image.ravel().tolist()}
