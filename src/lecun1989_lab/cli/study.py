"""`lecun1989 study` and `select`: train recipes with several seeds, and compare them."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import platformdirs
from rich.console import Console
from rich.table import Table

from lecun1989.files import read_text, write_text
from lecun1989.results.schema import FILE_NAME, NO_RESULTS, read_results, write_results
from lecun1989_lab.cli.options import data_dir_option, find_checkout, jobs_option
from lecun1989_lab.cli.progress import progress_bar
from lecun1989_lab.datasets import Dataset, DatasetName, load_dataset
from lecun1989_lab.studies.parallel import dask, local
from lecun1989_lab.studies.results import assemble, check_datasets, keep_runs
from lecun1989_lab.studies.run import Record
from lecun1989_lab.studies.run_cache import Records
from lecun1989_lab.studies.study import run_study
from lecun1989_lab.studies.tuning import (
    HeldOutMeans,
    average,
    choose,
    get_field,
    measure_held_out,
    measure_spare,
    parse_choices,
    vary,
)
from lecun1989_lab.training.recipes import RECIPES, Recipe, get_recipe
from lecun1989_lab.training.trainer import Measured


@click.command()
@click.option(
    "--recipe", "names", multiple=True, default=tuple(RECIPES), help="May be repeated. [default: all]"
)
@click.option(
    "--seeds", type=click.IntRange(min=1), help="Seeds 1 to N. [default: as many as each recipe says]"
)
@jobs_option
@click.option(
    "--backend",
    type=click.Choice(("joblib", "dask")),
    default="joblib",
    show_default=True,
    help="This computer's cores, or a Dask cluster.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="The Dask cluster's address, such as tcp://192.0.2.1:8786."
)
@data_dir_option
@click.option(
    "--runs-dir",
    type=click.Path(path_type=Path),
    default=lambda: platformdirs.user_cache_path("lecun1989") / "runs",
    help="The folder of finished runs, from which a stopped study continues. [default: in the user's cache]",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="The file to write. [default: weights/results.json in a checkout of the project]",
)
@click.option(
    "--replace-all",
    is_flag=True,
    help="Drop all runs in the file; without it, runs of other recipes and seeds are kept.",
)
def study(
    names: tuple[str, ...],
    seeds: int | None,
    jobs: int,
    backend: str,
    scheduler: str | None,
    data_dir: Path | None,
    runs_dir: Path,
    out: Path | None,
    replace_all: bool,
) -> None:
    """Train recipes with several seeds, and write every run, the means and their intervals.

    The file's runs of other recipes and seeds are kept.
    """
    if (backend == "dask") != (scheduler is not None):
        raise click.UsageError("--backend dask and --scheduler ADDRESS go together: give both or neither.")
    path = out or _default_out()
    recipes = [get_recipe(name) for name in dict.fromkeys(names)]
    tasks = [(recipe, seed) for recipe in recipes for seed in range(1, (seeds or recipe.seeds) + 1)]
    is_new = replace_all or not path.exists()
    kept = NO_RESULTS if is_new else keep_runs(read_results(read_text(path), str(path)), tasks)
    datasets = _load_datasets(recipes, data_dir)
    check_datasets(kept, datasets)
    kept_runs = sum(len(entry.runs) for entry in kept.recipes.values())
    click.echo(f"{path}: {len(tasks)} runs to write, {kept_runs} other runs to keep")
    records: dict[str, list[Record]] = {recipe.name: [] for recipe in recipes}
    with progress_bar() as progress:
        bar = progress.add_task("study", total=len(tasks))
        do = dask(scheduler) if scheduler else local(jobs)
        for (recipe, seed), record in run_study(tasks, datasets, Records(runs_dir), do):
            records[recipe.name].append(record)
            click.echo(f"{recipe.name} seed {seed}: test error {record.run.test.error_percent:.2f}%")
            progress.advance(bar)
    write_text(path, write_results(assemble(records, datasets, kept)))
    click.echo(f"{path}: {path.stat().st_size:,} bytes")


@click.command()
@click.option("--recipe", "recipe_name", required=True, help=f"One of {', '.join(RECIPES)}.")
@click.option(
    "--vary",
    "choices",
    multiple=True,
    required=True,
    metavar="FIELD=VALUES",
    help="What to choose, such as learning_rate=1e-4,2e-4 or augmentation.elastic=0.5,1; repeated, every combination"
    " is tried.",
)
@click.option("--seeds", type=click.IntRange(min=1), default=10, show_default=True, help="Seeds 1 to N.")
@click.option(
    "--spare",
    is_flag=True,
    help="Compare on training digits that were not drawn (MNIST has 20,000), not on 1,291 held-out ones.",
)
@jobs_option
@data_dir_option
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for the results.")
def select(
    recipe_name: str,
    choices: tuple[str, ...],
    seeds: int,
    spare: bool,
    jobs: int,
    data_dir: Path | None,
    out: Path | None,
) -> None:
    """Compare hyperparameters on digits held out of the training set; the test set is not used."""
    values_by_field = parse_choices(choices)
    recipes = vary(get_recipe(recipe_name), values_by_field)
    tasks = [(recipe, seed) for recipe in recipes for seed in range(1, seeds + 1)]
    datasets = _load_datasets(recipes, data_dir)
    measured: dict[Recipe, list[Measured]] = {recipe: [] for recipe in recipes}
    with progress_bar() as progress:
        bar = progress.add_task("select", total=len(tasks))
        measure = measure_spare if spare else measure_held_out
        for (recipe, _), found in local(jobs)(measure, tasks, datasets):
            measured[recipe].append(found)
            progress.advance(bar)
    means = {recipe: average(found) for recipe, found in measured.items()}
    chosen = choose(means)
    Console().print(_means_table(recipe_name, list(values_by_field), means, chosen))
    click.echo("* chosen: the lowest held-out loss")
    if out:
        rows = [{**_values(recipe, values_by_field), **asdict(found)} for recipe, found in means.items()]
        content = {
            "recipe": recipe_name,
            "seeds": seeds,
            "chosen": _values(chosen, values_by_field),
            "tried": rows,
        }
        write_text(out, json.dumps(content, indent=1) + "\n")


def _default_out() -> Path:
    checkout = find_checkout()
    if checkout is None:
        raise click.UsageError("Give --out FILE, or run this in a checkout of the project.")
    return checkout / "weights" / FILE_NAME


def _load_datasets(recipes: list[Recipe], data_dir: Path | None) -> dict[DatasetName, Dataset]:
    """Load the recipes' data sets, each one once, because "mixed" takes minutes."""
    return {
        name: load_dataset(name, data_dir) for name in dict.fromkeys(recipe.dataset for recipe in recipes)
    }


def _means_table(title: str, fields: list[str], means: dict[Recipe, HeldOutMeans], chosen: Recipe) -> Table:
    table = Table(*fields, "held-out loss", "held-out error", "training loss", "training error", title=title)
    for recipe, found in means.items():
        mark = " *" if recipe is chosen else ""
        table.add_row(
            *(str(value) for value in _values(recipe, fields).values()),
            f"{found.held_out_loss:.5f} ± {found.held_out_loss_se:.5f}{mark}",
            f"{found.held_out_error_percent:.2f}%",
            f"{found.train_loss:.5f}",
            f"{found.train_error_percent:.2f}%",
        )
    return table


def _values(recipe: Recipe, fields: Iterable[str]) -> dict[str, Any]:
    return {field: get_field(recipe, field) for field in fields}
