"""The `lecun1989` command."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import click
import numpy as np
import platformdirs
from PIL import Image, UnidentifiedImageError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from lecun1989.errors import InputError
from lecun1989.model.checkpoint import Weights, write_weights
from lecun1989.model.network import Network
from lecun1989.preprocess.normalization import ink_from_rgba, normalise
from lecun1989.results.schema import NO_RESULTS, read_results, write_results
from lecun1989.session import answer, read_ink
from lecun1989_lab.datasets import DATASET_NAMES, Dataset, DatasetName, load_dataset
from lecun1989_lab.datasets.pen_strokes import load_strokes
from lecun1989_lab.evaluation.drawn_digits import measure_people
from lecun1989_lab.evaluation.finetuning import measure_teaching
from lecun1989_lab.evaluation.gradcheck import TOLERANCE, check_gradients
from lecun1989_lab.evaluation.misread import find_misread
from lecun1989_lab.evaluation.zip_codes import measure_codes
from lecun1989_lab.files import load_weights, read_text, write_text
from lecun1989_lab.report.documents import fill_documents
from lecun1989_lab.studies.parallel import dask as use_dask
from lecun1989_lab.studies.parallel import local
from lecun1989_lab.studies.publish import WEIGHTS_FOLDER, make_weights
from lecun1989_lab.studies.results import PUBLISHED, assemble, check_datasets, keep_runs, published_seed
from lecun1989_lab.studies.run import Record, make_reject_option
from lecun1989_lab.studies.run_cache import Records
from lecun1989_lab.studies.study import run_study
from lecun1989_lab.studies.tuning import (
    choose,
    compare,
    get_field,
    measure_held_out,
    measure_spare,
    parse_choices,
    vary,
)
from lecun1989_lab.training.measure import format_line, measure_all, predict_split
from lecun1989_lab.training.recipes import RECIPES, Recipe, get_recipe
from lecun1989_lab.training.trainer import Measured
from lecun1989_lab.training.trainer import train as run_training

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
dataset_option = click.option("--data", "dataset", required=True, type=click.Choice(DATASET_NAMES))
weights_argument = click.argument("weights_file", metavar="WEIGHTS", type=click.Path(path_type=Path))


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lecun1989")
def main() -> None:
    """Train, measure and use the zip-code network of LeCun et al. (1989)."""


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)


def _train(recipe: Recipe, seed: int, dataset: Dataset) -> Network:
    with _progress() as progress:
        task = progress.add_task(f"{recipe.name}, seed {seed}", total=recipe.passes)

        def on_pass(number: int, network: Network, measured: Measured) -> None:
            click.echo(format_line(number, measured))
            progress.advance(task)

        return run_training(recipe, dataset, seed, on_pass).network


def _load_datasets(recipes: list[Recipe], data_dir: Path | None) -> dict[DatasetName, Dataset]:
    """Load what the recipes need, each data set once: the reader's takes minutes to make."""
    return {
        name: load_dataset(name, data_dir) for name in dict.fromkeys(recipe.dataset for recipe in recipes)
    }


def _write(out: Path, weights: Weights) -> None:
    write_text(out, write_weights(weights))
    click.echo(f"{out}: {out.stat().st_size:,} bytes")


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
    digits = load_dataset(recipe.dataset, data_dir)
    _write(out, make_weights(out.stem, _train(recipe, seed, digits), recipe, digits, seed))


@main.command()
@data_dir_option
@click.option(
    "--network",
    "names",
    multiple=True,
    type=click.Choice(list(PUBLISHED)),
    help="May be repeated; all if not given.",
)
@click.option("--out-dir", type=click.Path(path_type=Path), default=WEIGHTS_FOLDER, show_default=True)
def publish(data_dir: Path | None, names: tuple[str, ...], out_dir: Path) -> None:
    """Train the published networks again, with the seeds that results.json gives them, and write their files."""
    path = WEIGHTS_FOLDER / "results.json"
    results = read_results(read_text(path), str(path))
    for name in names or PUBLISHED:
        recipe_name = PUBLISHED[name]
        recipe, seed = get_recipe(recipe_name), published_seed(results, recipe_name)
        dataset = load_dataset(recipe.dataset, data_dir)
        network = _train(recipe, seed, dataset)
        reject = make_reject_option(recipe, dataset, seed, predict_split(network, dataset.test))
        _write(out_dir / f"{name}.json", make_weights(name, network, recipe, dataset, seed, reject))


@main.command()
@weights_argument
@dataset_option
@data_dir_option
@json_option
def evaluate(weights_file: Path, dataset: str, data_dir: Path | None, as_json: bool) -> None:
    """Measure a network on both halves of a data set, and on all test digits where they are drawn from more."""
    weights = load_weights(weights_file)
    metrics = measure_all(weights.network, load_dataset(cast(DatasetName, dataset), data_dir))
    if as_json:
        click.echo(json.dumps({"weights": weights.name, "data": dataset, **metrics}, indent=1))
        return
    table = Table("set", "examples", "loss", "error", "misses", title=f"{weights.name} on {dataset}")
    for split, m in metrics.items():
        table.add_row(
            split.replace("_", " "),
            f"{m['examples']:,}",
            f"{m['loss']:.4e}",
            f"{m['error_percent']:.2f}%",
            str(m["misses"]),
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
        reading = answer(weights, normalise(ink, weights.normalisation))
        if reading["digit"] is None:
            click.echo(f"{path}: ? (blank)")
            continue
        runner_up = int(np.argsort(reading["scores"])[-2])
        best, second = (reading["scores"][place] for place in (reading["digit"], runner_up))
        said = _say(reading["digit"], reading["rejected"])
        click.echo(f"{path}: {said} (score {best:.2f}; next {runner_up} with {second:.2f})")


@main.command()
@weights_argument
@click.argument("images", metavar="IMAGE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@json_option
def zipcode(weights_file: Path, images: tuple[Path, ...], as_json: bool) -> None:
    """Read a row of digits, such as a zip code, from each picture; "?" for a digit that the network refuses."""
    weights = load_weights(weights_file)
    for path in images:
        row = read_ink(weights, ink_from_rgba(_open_rgba(path)))
        if as_json:
            click.echo(json.dumps({"image": str(path), **row}))
            continue
        doubtful = [
            f"number {at} is perhaps {digit['digit']}"
            for at, digit in enumerate(row["digits"], 1)
            if digit["rejected"]
        ]
        note = f" ({', '.join(doubtful)})" if doubtful else ""
        click.echo(f"{path}: {row['code'] or '? (blank)'}{note}")


def _say(digit: int, rejected: bool) -> str:
    return f"? (perhaps {digit})" if rejected else str(digit)


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
    "--recipe", "names", multiple=True, default=tuple(RECIPES), help="May be repeated; all if not given."
)
@click.option(
    "--seeds", type=click.IntRange(min=1), help="Seeds 1 to N; as many as each recipe says if not given."
)
@jobs_option
@click.option(
    "--backend",
    type=click.Choice(("joblib", "dask")),
    default="joblib",
    show_default=True,
    help="This computer's cores, or a Dask cluster.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Of the Dask cluster, such as tcp://192.0.2.1:8786.")
@data_dir_option
@click.option(
    "--runs-dir",
    type=click.Path(path_type=Path),
    default=lambda: platformdirs.user_cache_path("lecun1989") / "runs",
    help="Where finished runs are kept, so that a stopped study goes on.  [default: in the user's cache]",
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=WEIGHTS_FOLDER / "results.json", show_default=True
)
@click.option(
    "--replace-all",
    is_flag=True,
    help="Drop all runs that the file has; without it, those of other recipes and seeds are kept.",
)
def study(
    names: tuple[str, ...],
    seeds: int | None,
    jobs: int,
    backend: str,
    scheduler: str | None,
    data_dir: Path | None,
    runs_dir: Path,
    out: Path,
    replace_all: bool,
) -> None:
    """Train recipes with several seeds and write every run, the means and their intervals.

    Runs that the file has of other recipes and seeds are kept.
    """
    if (backend == "dask") != (scheduler is not None):
        raise click.UsageError("--backend dask and --scheduler ADDRESS go together: give both or neither.")
    recipes = [get_recipe(name) for name in dict.fromkeys(names)]
    tasks = [(recipe, seed) for recipe in recipes for seed in range(1, (seeds or recipe.seeds) + 1)]
    is_new = replace_all or not out.exists()
    kept = NO_RESULTS if is_new else keep_runs(read_results(read_text(out), str(out)), tasks)
    datasets = _load_datasets(recipes, data_dir)
    check_datasets(kept, datasets)
    records: dict[str, list[Record]] = {recipe.name: [] for recipe in recipes}
    with _progress() as progress:
        bar = progress.add_task("study", total=len(tasks))
        found = run_study(
            tasks, datasets, Records(runs_dir), use_dask(scheduler) if scheduler else local(jobs)
        )
        for (recipe, seed), record in found:
            records[recipe.name].append(record)
            click.echo(f"{recipe.name} seed {seed}: test error {record.run.test.error_percent:.2f}%")
            progress.advance(bar)
    write_text(out, write_results(assemble(records, datasets, kept)))
    click.echo(f"{out}: {out.stat().st_size:,} bytes")


@main.command()
def report() -> None:
    """Write the tables of README.md and docs/ from measured files; run it in the project's folder."""
    for path, text in fill_documents(Path()).items():
        write_text(path, text)


@main.command()
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
    help="Judge on training digits that the data set did not draw (MNIST has 20,000), not on 1,291 held out.",
)
@jobs_option
@data_dir_option
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for what was found.")
def select(
    recipe_name: str,
    choices: tuple[str, ...],
    seeds: int,
    spare: bool,
    jobs: int,
    data_dir: Path | None,
    out: Path | None,
) -> None:
    """Compare hyperparameters on digits held out of the training set; the test set is not looked at."""
    measure_one = measure_spare if spare else measure_held_out
    fields = parse_choices(choices)
    recipes = vary(get_recipe(recipe_name), fields)
    tasks = [(recipe, seed) for recipe in recipes for seed in range(1, seeds + 1)]
    datasets = _load_datasets(recipes, data_dir)
    measured: dict[Recipe, list[Measured]] = {recipe: [] for recipe in recipes}
    with _progress() as progress:
        bar = progress.add_task("select", total=len(tasks))
        for (recipe, _), result in local(jobs)(measure_one, tasks, datasets):
            measured[recipe].append(result)
            progress.advance(bar)
    rows = [
        {**{field: get_field(recipe, field) for field in fields}, **compare(found)}
        for recipe, found in measured.items()
    ]
    best = choose(rows)
    table = Table(
        *fields, "held-out loss", "held-out error", "training loss", "training error", title=recipe_name
    )
    for row in rows:
        mark = " *" if row is best else ""
        table.add_row(
            *(str(row[field]) for field in fields),
            f"{row['held_out_loss']:.5f} ± {row['held_out_loss_se']:.5f}{mark}",
            f"{row['held_out_error_percent']:.2f}%",
            f"{row['train_loss']:.5f}",
            f"{row['train_error_percent']:.2f}%",
        )
    Console().print(table)
    click.echo("* chosen: the least held-out loss")
    if out:
        chosen = {field: best[field] for field in fields}
        write_text(
            out,
            json.dumps({"recipe": recipe_name, "seeds": seeds, "chosen": chosen, "tried": rows}, indent=1)
            + "\n",
        )


@main.command()
@weights_argument
@click.argument("strokes_file", metavar="STROKES", type=click.Path(path_type=Path))
@json_option
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for what was measured.")
def strokes(weights_file: Path, strokes_file: Path, as_json: bool, out: Path | None) -> None:
    """Measure how well a network reads recorded pen strokes, drawn in several sizes and places, with several pens."""
    weights = load_weights(weights_file)
    measured = {
        "weights": weights.name,
        "strokes": strokes_file.name,
        **measure_people(weights, load_strokes(strokes_file)),
    }
    text = json.dumps(measured, indent=1)
    if out:
        write_text(out, text + "\n")
    if as_json:
        click.echo(text)
        return
    title = (
        f"{weights.name} on {measured['digits']:,} digits by {measured['writers']} writers, in % read right"
    )
    table = Table("drawn", "all", "95%", *"0123456789", title=title, box=None)
    for name, way in measured["ways"].items():
        by_class = [
            f"{way['by_class'][digit]['accuracy_percent']:.0f}" if digit in way["by_class"] else ""
            for digit in "0123456789"
        ]
        low, high = way["ci95"]
        table.add_row(name, f"{way['accuracy_percent']:.1f}", f"{low:.1f}–{high:.1f}", *by_class)
    Console().print(table)


@main.command()
@weights_argument
@click.argument("strokes_file", metavar="STROKES", type=click.Path(path_type=Path))
@json_option
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for what was measured.")
def codes(weights_file: Path, strokes_file: Path, as_json: bool, out: Path | None) -> None:
    """Measure how many zip codes a network reads whole, put together from recorded pen strokes."""
    weights = load_weights(weights_file)
    measured = {
        "weights": weights.name,
        "strokes": strokes_file.name,
        **measure_codes(weights, load_strokes(strokes_file)),
    }
    text = json.dumps(measured, indent=1)
    if out:
        write_text(out, text + "\n")
    if as_json:
        click.echo(text)
        return
    table = Table(
        "writers", "read from", "codes", "whole", "95%", "digits", "refused", "whole of the rest", box=None
    )
    for half in ("development", "report"):
        for way in ("strokes", "ink"):
            found = measured[half][way]
            low, high = found["whole"]["ci95"]
            table.add_row(
                half,
                way,
                f"{measured[half]['codes']:,}",
                f"{found['whole']['percent']:.1f}%",
                f"{low:.1f}–{high:.1f}",
                f"{found['digits']['percent']:.1f}%",
                f"{found['refused_percent']:.1f}%",
                f"{found['whole_of_the_rest_percent']:.1f}%",
            )
    Console().print(table)


@main.command()
@weights_argument
@click.argument("strokes_file", metavar="STROKES", type=click.Path(path_type=Path))
@json_option
@click.option("--out", type=click.Path(path_type=Path), help="A JSON file for what was measured.")
def teaching(weights_file: Path, strokes_file: Path, as_json: bool, out: Path | None) -> None:
    """Measure what teaching a network a digit does to all others, on recorded pen strokes."""
    weights = load_weights(weights_file)
    measured = {
        "weights": weights.name,
        "strokes": strokes_file.name,
        **measure_teaching(weights, load_strokes(strokes_file)),
    }
    text = json.dumps(measured, indent=1)
    if out:
        write_text(out, text + "\n")
    if as_json:
        click.echo(text)
        return
    table = Table("writers", "taught", "learned", "steps", "same hand", "others", "at worst", box=None)
    for half in ("development", "report"):
        found = measured[half]
        if not found["taught"]:
            table.add_row(half, "0")
            continue
        same, others = found["same"], found["others"]
        table.add_row(
            half,
            str(found["taught"]),
            f"{found['learned_percent']:.0f}%",
            f"{found['steps']['median']:.0f}, at most {found['steps']['most']}",
            f"{same['before']:.1f}% to {same['after']:.1f}%",
            f"{others['before']:.2f}% to {others['after']:.2f}%",
            f"{others['worst']:.2f}%",
        )
    Console().print(table)


@main.command()
@weights_argument
@dataset_option
@data_dir_option
@json_option
def misread(weights_file: Path, dataset: str, data_dir: Path | None, as_json: bool) -> None:
    """List the test digits that a network misreads; as JSON, with their pixels."""
    weights = load_weights(weights_file)
    split = load_dataset(cast(DatasetName, dataset), data_dir).test
    found = find_misread(weights, split)
    if as_json:
        rows = [{**vars(each), "image": each.image.ravel().tolist()} for each in found]
        click.echo(
            json.dumps(
                {"weights": weights.name, "data": dataset, "examples": len(split.labels), "misread": rows}
            )
        )
        return
    table = Table("test digit", "is", "read as", "top two apart", title=f"{weights.name} on {dataset}")
    for each in found:
        said = _say(each.answer, each.rejected)
        table.add_row(str(each.index), str(each.digit), said, f"{each.confidence:.3f}")
    Console().print(table)
