"""`lecun1989 train`: train a network by a recipe."""

from dataclasses import replace
from pathlib import Path
from typing import cast

import click

from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.cli.options import data_dir_option
from lecun1989_lab.cli.progress import train_with_progress
from lecun1989_lab.datasets import DATASET_NAMES, DatasetName, load_dataset
from lecun1989_lab.training.model_card import make_card
from lecun1989_lab.training.recipes import RECIPES, get_recipe


@click.command()
@click.option("--recipe", "recipe_name", required=True, help=f"One of {', '.join(RECIPES)}.")
@click.option(
    "--data",
    "dataset_name",
    type=click.Choice(DATASET_NAMES),
    help='A data set to use instead of the recipe\'s own; "digits" needs no download.',
)
@data_dir_option
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of the initial weights."
)
@click.option(
    "--passes",
    type=click.IntRange(min=1),
    help="Passes through the training set. [default: the recipe's own]",
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The weights file to write.")
def train(
    recipe_name: str,
    dataset_name: str | None,
    data_dir: Path | None,
    seed: int,
    passes: int | None,
    out: Path,
) -> None:
    """Train a network and write its weights; print the paper's measurements after each pass."""
    recipe = get_recipe(recipe_name)
    recipe = replace(
        recipe,
        dataset=cast(DatasetName, dataset_name or recipe.dataset),
        passes=passes or recipe.passes,
    )
    dataset = load_dataset(recipe.dataset, data_dir)
    network = train_with_progress(recipe, dataset, seed)
    TrainedNetwork(network, make_card(out.stem, network, recipe, dataset, seed)).save(out)
    click.echo(f"{out}: {out.stat().st_size:,} bytes")
