"""Options that several commands of the experiments take."""

from pathlib import Path
from typing import cast

import click

from lecun1989.errors import InputError
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets import DATASET_NAMES, DatasetName

data_dir_option = click.option(
    "--data-dir",
    envvar="LECUN1989_DATA",
    type=click.Path(path_type=Path),
    help="A folder with zip/ and mnist/ (or LECUN1989_DATA). Without it they are downloaded once.",
)
dataset_option = click.option(
    "--data",
    "dataset",
    type=click.Choice(DATASET_NAMES),
    help="The data set. [default: the one that the network was trained on]",
)
jobs_option = click.option(
    "--jobs", type=int, default=-1, show_default=True, help="Number of parallel runs; -1: one per core."
)


def dataset_name(network: TrainedNetwork, given: str | None) -> DatasetName:
    """Return the given data set, or else the one that the network was trained on.

    Raises:
        InputError: no data set was given, and the network's file doesn't name one.
    """
    dataset = network.card.provenance.get("dataset")
    name = given or (dataset.get("name") if isinstance(dataset, dict) else None)
    if name not in DATASET_NAMES:
        raise InputError(
            f"{network.name}: its file doesn't say which data set it was trained on; give --data"
        )
    return cast(DatasetName, name)


def find_checkout() -> Path | None:
    """Return the current folder if it is a checkout of this project, else None."""
    here = Path()
    is_checkout = (here / "src" / "lecun1989").is_dir() and (here / "weights").is_dir()
    return here if is_checkout else None


def require_checkout(command: str) -> Path:
    """Return the current folder.

    Args:
        command: the name of the command that needs a checkout.

    Raises:
        InputError: the current folder isn't a checkout of this project.
    """
    checkout = find_checkout()
    if checkout is None:
        raise InputError(
            f"`lecun1989 {command}` needs a checkout of the project; run it in the folder that contains weights/"
        )
    return checkout
