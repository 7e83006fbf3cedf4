"""The `lecun1989` command."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click
import numpy as np
from PIL import Image, UnidentifiedImageError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from lecun1989.browser import answer
from lecun1989.errors import InputError
from lecun1989.normalize import ink_from_rgba, normalise
from lecun1989.weights import Weights, write_weights
from lecun1989_lab.datasets import DATASET_NAMES, DatasetName, load_dataset
from lecun1989_lab.files import load_weights, read_text, write_text
from lecun1989_lab.gradcheck import TOLERANCE, check_gradients
from lecun1989_lab.metrics import format_line, measure_both
from lecun1989_lab.publish import PUBLISHED, WEIGHTS_FOLDER, make_weights
from lecun1989_lab.recipes import RECIPES, Recipe, get_recipe
from lecun1989_lab.report import update_readme
from lecun1989_lab.selection import run_selection, vary
from lecun1989_lab.strokes import load_strokes, measure_strokes
from lecun1989_lab.study import results_text, run_study
from lecun1989_lab.training import train as run_training

console = Console(stderr=True)


class _Command(click.Group):
    """Print bad input as one sentence and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise click.ClickException(str(error)) from None


data_dir_option = click.option(
    "--data-dir",
    envvar="LECUN1989_DATA",
    type=click.Path(path_type=Path),
    help="Folder with zip/ and mnist/ (or LECUN1989_DATA); without it they are downloaded once.",
)
jobs_option = click.option(
    "--jobs", type=int, default=-1, show_default=True, help="Runs at a time; -1: one on each core."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
weights_argument = click.argument("weights_file", metavar="WEIGHTS", type=click.Path(path_type=Path))


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lecun1989")
def main() -> None:
    """Train, measure and use the zip-code network of LeCun et al. (1989)."""


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _train_to_file(recipe: Recipe, seed: int, data_dir: Path | None, name: str, out: Path) -> Weights:
    dataset = load_dataset(recipe.dataset, data_dir)
    with _progress() as progress:
        task = progress.add_task(f"{recipe.name}, seed {seed}", total=recipe.passes)

        def on_pass(number: int, measured: dict[str, Any]) -> None:
            click.echo(format_line(number, measured))
            progress.advance(task)

        network, _ = run_training(recipe, dataset, seed, on_pass)
    weights = make_weights(name, network, recipe, dataset, seed)
    write_text(out, write_weights(weights))
    click.echo(f"{out}: {out.stat().st_size:,} bytes")
    return weights


@main.command()
@click.option("--recipe", "recipe_name", required=True, help=f"One of {', '.join(RECIPES)}.")
@click.option(
    "--data", "dataset", type=click.Choice(DATASET_NAMES), help="Another data set than the recipe's own."
)
@data_dir_option
@click.option(
    "--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the initial weights."
)
@click.option(
    "--passes", type=click.IntRange(min=1), help="Through the training set; the recipe's own if not given."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The weights file to write.")
def train(
    recipe_name: str, dataset: str | None, data_dir: Path | None, seed: int, passes: int | None, out: Path
) -> None:
    """Train a network and write its weights, printing the paper's measurements after each pass."""
    recipe = get_recipe(recipe_name)
    if dataset:
        recipe = replace(recipe, dataset=cast(DatasetName, dataset))
    if passes:
        recipe = replace(recipe, passes=passes)
    _train_to_file(recipe, seed, data_dir, out.stem, out)


@main.command()
@data_dir_option
@click.option("--out-dir", type=click.Path(path_type=Path), default=WEIGHTS_FOLDER, show_default=True)
def publish(data_dir: Path | None, out_dir: Path) -> None:
    """Train every published network again and write its file."""
    for name, (recipe_name, seed) in PUBLISHED.items():
        _train_to_file(get_recipe(recipe_name), seed, data_dir, name, out_dir / f"{name}.json")


@main.command()
@weights_argument
@click.option("--data", "dataset", required=True, type=click.Choice(DATASET_NAMES))
@data_dir_option
@json_option
def evaluate(weights_file: Path, dataset: str, data_dir: Path | None, as_json: bool) -> None:
    """Measure a network on both halves of a data set."""
    weights = load_weights(weights_file)
    metrics = measure_both(weights.network, load_dataset(cast(DatasetName, dataset), data_dir))
    if as_json:
        click.echo(json.dumps({"weights": weights.name, "data": dataset, **metrics}, indent=1))
        return
    table = Table("set", "examples", "loss", "error", "misses", title=f"{weights.name} on {dataset}")
    for split, m in metrics.items():
        table.add_row(
            split, f"{m['examples']:,}", f"{m['loss']:.4e}", f"{m['error_percent']:.2f}%", str(m["misses"])
        )
    Console().print(table)


@main.command()
@weights_argument
@click.argument("images", metavar="IMAGE...", nargs=-1, required=True, type=click.Path(path_type=Path))
def predict(weights_file: Path, images: tuple[Path, ...]) -> None:
    """Read a digit from each picture: any size, dark on light or light on dark."""
    weights = load_weights(weights_file)
    for path in images:
        ink = ink_from_rgba(_open_rgba(path))
        reading = answer(weights.network, normalise(ink, weights.normalisation))
        if reading["digit"] is None:
            click.echo(f"{path}: ? (blank)")
            continue
        runner_up = int(np.argsort(reading["scores"])[-2])
        best, second = (reading["scores"][digit] for digit in (reading["digit"], runner_up))
        click.echo(f"{path}: {reading['digit']} (score {best:.2f}; next {runner_up} with {second:.2f})")


def _open_rgba(path: Path) -> np.ndarray:
    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("RGBA"))
    except UnidentifiedImageError:
        raise InputError(f"{path}: not a picture that Pillow can read; give a PNG or JPEG file") from None
    except (OSError, Image.DecompressionBombError) as error:
        raise InputError(f"{path}: cannot be read ({error}); give a PNG or JPEG file") from None


@main.command()
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
        raise InputError("the gradient is wrong where FAILED stands; correct lecun1989/backprop.py")


@main.command()
@click.option(
    "--recipe", "names", multiple=True, default=sorted(RECIPES), show_default=True, help="May be repeated."
)
@click.option("--seeds", type=click.IntRange(min=1), default=10, show_default=True, help="Seeds 1 to N.")
@jobs_option
@data_dir_option
@click.option(
    "--out", type=click.Path(path_type=Path), default=WEIGHTS_FOLDER / "results.json", show_default=True
)
def study(names: tuple[str, ...], seeds: int, jobs: int, data_dir: Path | None, out: Path) -> None:
    """Train recipes with several seeds and write every run, the means and their intervals."""
    records: dict[str, list[dict[str, Any]]] = {get_recipe(name).name: [] for name in names}
    with _progress() as progress:
        task = progress.add_task("study", total=len(names) * seeds)
        for name, record in run_study(names, range(1, seeds + 1), data_dir, jobs):
            records[name].append(record)
            click.echo(f"{name} seed {record['seed']}: test error {record['test']['error_percent']:.2f}%")
            progress.advance(task)
    write_text(out, results_text(records))
    click.echo(f"{out}: {out.stat().st_size:,} bytes")


@main.command()
def report() -> None:
    """Write the README's tables of results from the files that hold them; run it in the project's folder."""
    readme = Path("README.md")
    write_text(readme, update_readme(read_text(readme), Path()))


@main.command()
@click.option("--recipe", "recipe_name", required=True, help=f"One of {', '.join(RECIPES)}.")
@click.option("--vary", "field", required=True, help="The recipe's field to choose, such as learning_rate.")
@click.option("--values", required=True, help="What to try, separated by commas.")
@click.option("--seeds", type=click.IntRange(min=1), default=5, show_default=True, help="Seeds 1 to N.")
@jobs_option
@data_dir_option
def select(recipe_name: str, field: str, values: str, seeds: int, jobs: int, data_dir: Path | None) -> None:
    """Compare values of one hyperparameter on digits held out of the training set."""
    recipes = vary(get_recipe(recipe_name), field, values.split(","))
    errors: dict[Recipe, list[float]] = {recipe: [] for recipe in recipes}
    with _progress() as progress:
        task = progress.add_task("select", total=len(recipes) * seeds)
        for recipe, error in run_selection(recipes, range(1, seeds + 1), data_dir, jobs):
            errors[recipe].append(error)
            progress.advance(task)
    table = Table(field, "held-out error", "sd", "seeds", title=recipe_name)
    for recipe, found in errors.items():
        table.add_row(
            str(getattr(recipe, field)), f"{np.mean(found):.2f}%", f"{np.std(found):.2f}", str(seeds)
        )
    Console().print(table)


@main.command()
@weights_argument
@click.argument("strokes_file", metavar="STROKES", type=click.Path(path_type=Path))
@json_option
def strokes(weights_file: Path, strokes_file: Path, as_json: bool) -> None:
    """Measure how well a network reads recorded pen strokes, drawn with the page's 20-pixel pen."""
    weights = load_weights(weights_file)
    measured = measure_strokes(weights, load_strokes(strokes_file))
    if as_json:
        click.echo(json.dumps({"weights": weights.name, **measured}, indent=1))
        return
    table = Table(
        "drawn", "digits", "read right", *"0123456789", title=f"{weights.name} on {strokes_file.name}"
    )
    for placement, m in measured.items():
        by_class = [f"{m['by_class'].get(digit, float('nan')):.0f}" for digit in "0123456789"]
        table.add_row(placement, str(m["digits"]), f"{m['accuracy_percent']:.1f}%", *by_class)
    Console().print(table)
