"""`lecun1989 publish` and `report`: commands for maintainers, in a checkout of the project."""

from pathlib import Path

import click

from lecun1989.files import read_text, write_text
from lecun1989.results.schema import FILE_NAME, read_results
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.cli.options import data_dir_option, require_checkout
from lecun1989_lab.cli.progress import train_with_progress
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.report.documents import fill_documents
from lecun1989_lab.studies.results import PUBLISHED, published_seed
from lecun1989_lab.studies.run import make_reject_option
from lecun1989_lab.training.measure import predict_split
from lecun1989_lab.training.model_card import make_card
from lecun1989_lab.training.recipes import get_recipe


@click.command()
@data_dir_option
@click.option(
    "--network",
    "names",
    multiple=True,
    type=click.Choice(list(PUBLISHED)),
    help="May be repeated. [default: all]",
)
@click.option("--out-dir", type=click.Path(path_type=Path), help="[default: weights/]")
def publish(data_dir: Path | None, names: tuple[str, ...], out_dir: Path | None) -> None:
    """Train the published networks again, with their seeds from results.json, and write their files.

    Run it in a checkout of the project.
    """
    weights = require_checkout("publish") / "weights"
    path = weights / FILE_NAME
    results = read_results(read_text(path), str(path))
    for name in names or PUBLISHED:
        recipe_name = PUBLISHED[name]
        recipe, seed = get_recipe(recipe_name), published_seed(results, recipe_name)
        dataset = load_dataset(recipe.dataset, data_dir)
        network = train_with_progress(recipe, dataset, seed)
        reject = make_reject_option(recipe, dataset, seed, predict_split(network, dataset.test))
        out = (out_dir or weights) / f"{name}.json"
        TrainedNetwork(network, make_card(name, network, recipe, dataset, seed, reject)).save(out)
        click.echo(f"{out}: {out.stat().st_size:,} bytes")


@click.command()
def report() -> None:
    """Write the tables of README.md and docs/ from the measured files.

    Run it in a checkout of the project.
    """
    for path, text in fill_documents(require_checkout("report")).items():
        write_text(path, text)
