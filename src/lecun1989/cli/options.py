"""Arguments and options that several commands take."""

import click

from lecun1989.published import load
from lecun1989.trained_network import TrainedNetwork


def _load(context: click.Context, parameter: click.Parameter, value: str) -> TrainedNetwork:
    return load(value)


# A published network's name, or the path of a weights file.
network_argument = click.argument("network", metavar="NETWORK", callback=_load)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
