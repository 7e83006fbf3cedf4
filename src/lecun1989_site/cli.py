"""The command line of `build.py`."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import click
from rich.console import Console

from lecun1989.errors import InputError
from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.misread_gallery import NETWORK
from lecun1989_site.server import Server
from lecun1989_site.summary import progress, summarise

DEFAULT_PORT = 8000


@click.command()
@click.option("--train", is_flag=True, help="Train the published networks first.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="The folder to build.  [default: dist, beside build.py]"
)
@click.option(
    "--data-dir",
    type=click.Path(path_type=Path),
    help="The folder with the data sets, for --train and for the misread digits.  [default: LECUN1989_DATA]",
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
@click.option(
    "--url",
    help="The address of the published page, for link previews.  [default: the one in site_template/site.toml]",
)
@click.pass_obj
def main(
    root: Path, train: bool, out: Path | None, data_dir: Path | None, port: int | None, url: str | None
) -> None:
    """Build the static page from weights/ and site_template/ into dist/."""
    stop_in_order()
    try:
        if train:
            _train(root, data_dir)
        folder = (out or root / "dist").absolute()
        _build(root, folder, data_dir, url)
        if port is not None:
            _serve(folder, port)
    except InputError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror or error}") from error


def stop_in_order() -> None:
    """Let SIGTERM raise SystemExit, so that child processes and temporary folders go with this process."""
    if threading.current_thread() is threading.main_thread():  # Python allows it only there
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))


def _train(root: Path, data_dir: Path | None) -> None:
    if _run_command(root, "publish", data_dir=data_dir).returncode:
        raise InputError("training failed, so nothing was built; see the message above")


def _list_misread(root: Path, data_dir: Path | None) -> str | None:
    """Return the output of `lecun1989 misread` for the zip codes; None if they are not available."""
    if data_dir is None:
        # --data-dir must hold the zip codes. The folder of LECUN1989_DATA may hold other data, or no longer exist.
        named = os.environ.get("LECUN1989_DATA")
        if not named or not (Path(named) / "zip").is_dir():
            return None
        data_dir = Path(named)
    network = f"weights/{NETWORK}.json"
    listed = _run_command(
        root, "misread", network, "--data", "zip", "--json", data_dir=data_dir, stdout=subprocess.PIPE
    )
    if listed.returncode:
        raise InputError(
            "the misread digits could not be listed, so nothing was built; see the message above"
        )
    return listed.stdout


def _run_command(
    root: Path, *arguments: str, data_dir: Path | None, stdout: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the `lecun1989` command: only the lab reads data sets and trains."""
    command = [sys.executable, "-m", "lecun1989", *arguments]
    if data_dir:
        command += ["--data-dir", str(data_dir.absolute())]
    paths = [str(root / "src"), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    return subprocess.run(command, cwd=root, env=environment, stdout=stdout, text=True)


def _build(root: Path, folder: Path, data_dir: Path | None, url: str | None) -> None:
    console = Console()
    started = time.perf_counter()
    with progress(console) as announce:
        announce("Looking for misread digits")
        misread = _list_misread(root, data_dir)
        result = build_site(Inputs.of_checkout(root, misread, url), folder, announce=announce)
    if misread is None:
        console.print(
            "No zip codes found (--data-dir or LECUN1989_DATA), so the page has no gallery of misread digits.",
            highlight=False,
            soft_wrap=True,
        )
    summarise(console, result.manifest, folder, time.perf_counter() - started, result.rebuilt)
    if click.get_current_context().params["port"] is None:
        console.print("View it with `make serve` or `python build.py --serve`.", highlight=False)


def _serve(folder: Path, port: int) -> None:
    try:
        server = Server(folder, port)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"port {port} is in use; give another one, --serve PORT") from error
        raise
    with server:
        click.echo(f"Serving {folder} at {server.url} until Ctrl+C.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
