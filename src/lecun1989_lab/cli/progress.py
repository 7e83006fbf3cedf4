"""What the commands show during training."""

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from lecun1989.model.network import Network
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.training.measure import format_line
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.trainer import Measured, train


def progress_bar() -> Progress:
    """Return a progress bar on the standard error stream that disappears when it is done."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def train_with_progress(recipe: Recipe, dataset: Dataset, seed: int) -> Network:
    """Train a network; print the paper's measurements after each measured pass."""
    with progress_bar() as progress:
        task = progress.add_task(f"{recipe.name}, seed {seed}", total=recipe.passes)

        def on_pass(number: int, network: Network, measured: Measured) -> None:
            click.echo(format_line(number, measured))
            progress.update(task, completed=number)

        return train(recipe, dataset, seed, on_pass).network
