"""What several commands take."""

from typing import Any

import click

from lecun1989.published import load
from lecun1989.trained_network import TrainedNetwork


class NetworkType(click.ParamType):
    """A published network's name, or the path of a weights file."""

    name = "network"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> TrainedNetwork:
        """Load it."""
        return value if isinstance(value, TrainedNetwork) else load(value)


network_argument = click.argument("network", metavar="NETWORK", type=NetworkType())
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
