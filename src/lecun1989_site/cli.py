"""The command line of `build.py`."""

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import click
from rich.console import Console

from lecun1989.errors import InputError
from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.report import progress, summarise
from lecun1989_site.server import Server

DEFAULT_PORT = 8000


@click.command()
@click.option("--train", is_flag=True, help="Train the published networks first.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The folder to build.  [default: dist, beside build.py]"
)
@click.option(
    "--data-dir", type=click.Path(path_type=Path), help="With --train: the folder that holds the data."
)
@click.option(
    "--serve",
    "port",
    type=click.IntRange(0, 65535),
    is_flag=False,
    flag_value=DEFAULT_PORT,
    metavar="[PORT]",
    help=f"Serve the built folder on this computer.  [port: {DEFAULT_PORT}]",
)
@click.pass_obj
def main(root: Path, train: bool, out: Path | None, data_dir: Path | None, port: int | None) -> None:
    """Build the static page: weights/ and site_template/ to dist/."""
    if data_dir and not train:
        raise click.UsageError("--data-dir is for --train: give both or neither.")
    try:
        if train:
            _train(root, data_dir)
        folder = (out or root / "dist").absolute()
        _build(root, folder)
        if port is not None:
            _serve(folder, port)
    except InputError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror or error}") from error


def _train(root: Path, data_dir: Path | None) -> None:
    command = [sys.executable, "-m", "lecun1989_lab", "publish"]
    if data_dir:
        command += ["--data-dir", str(data_dir.absolute())]
    paths = [str(root / "src"), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    if subprocess.run(command, cwd=root, env=environment).returncode:
        raise InputError("training failed, so nothing was built: see the message above")


def _build(root: Path, folder: Path) -> None:
    console = Console()
    started = time.perf_counter()
    with progress(console) as announce:
        result = build_site(Inputs.of_checkout(root), folder, announce=announce)
    summarise(console, result.manifest, folder, time.perf_counter() - started, result.rebuilt)
    if click.get_current_context().params["port"] is None:
        console.print("Look at it with `make serve`, or `python build.py --serve`.", highlight=False)


def _serve(folder: Path, port: int) -> None:
    try:
        server = Server(folder, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is in use: choose another with --serve PORT") from error
        raise
    with server:
        click.echo(f"Serving {folder} at {server.url} until Ctrl+C.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
