"""`lecun1989 export`: a network in another framework's format."""

from pathlib import Path

import click

from lecun1989.cli.options import network_argument
from lecun1989.extras import require
from lecun1989.files import write_bytes
from lecun1989.trained_network import TrainedNetwork


@click.command()
@network_argument
@click.option("--to", "kind", type=click.Choice(["onnx"]), required=True, help="The format.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write. [default: NAME.onnx]")
def export(network: TrainedNetwork, kind: str, out: Path | None) -> None:
    """Write a network in another framework's format.

    The ONNX model takes `image` (n, 1, 16, 16), from -1 (paper) to 1 (ink), and gives `output` (n, 10).

    NETWORK is a published name, such as "reader", or a weights file.
    """
    data: bytes = require("lecun1989.onnx_model", "onnx", "the export to ONNX").to_onnx(network)
    path = out or Path(f"{network.name}.{kind}")
    write_bytes(path, data)
    click.echo(f"{path}: {len(data):,} bytes")
