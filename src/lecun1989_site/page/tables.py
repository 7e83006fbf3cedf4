"""Rows of the page's tables: the results beside other people's, and the training settings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lecun1989.model.sizes import H1_SIDE, H2_SIDE, IMAGE_SIDE
from lecun1989.results import table_rows
from lecun1989.results.published import Published
from lecun1989.results.schema import Results
from lecun1989.results.spread import mean
from lecun1989.trained_network import TrainedNetwork

LAYER_OUTPUTS = {  # by the layer's name in `sizes`
    "input": f"{IMAGE_SIDE} × {IMAGE_SIDE}",
    "H1": f"12 maps of {H1_SIDE} × {H1_SIDE}",
    "H2": f"12 maps of {H2_SIDE} × {H2_SIDE}",
    "H3": "30",
    "output": "10",
}


@dataclass(frozen=True)
class ResultRow:
    """A row of the table of results; each cell is a text, "–" for an unknown value.

    Attributes:
        who: who trained the network.
        url: a link to its description; None for none.
        ours: whether it was trained here.
        data: the label of its data set.
        runs: the number of runs, in words.
        train, test: error in percent, misses and loss, in this order.
    """

    who: str
    url: str | None
    ours: bool
    data: str
    runs: str
    train: tuple[str, str, str]
    test: tuple[str, str, str]


@dataclass(frozen=True)
class SettingRow:
    """A row of the table of training settings: a label, and a cell for each network."""

    label: str
    cells: tuple[str, ...]


_FUNCTIONS = {
    "tanh": "tanh(x)",
    "scaled_tanh": "1.7159 tanh(2x/3)",
    "relu": "max(0, x)",
    "softmax": "softmax",
}
_FAN_IN = {"printed": "±2.4/F", "root": "±2.4/√F"}

Recipe = Mapping[str, Any]  # from the provenance in a weights file


def setting_rows(networks: Sequence[TrainedNetwork]) -> list[SettingRow]:
    """Return how each network was trained, from its provenance. Rows without values are left out."""
    cards = [network.card for network in networks]
    recipes = [card.provenance["recipe"] for card in cards]
    rows = {
        "training digits": [f"{card.metrics['train'].examples:,}" for card in cards],
        "hidden units": [_function(network.architecture.activation) for network in networks],
        "output units": [_function(network.architecture.output) for network in networks],
        "first weights": [_FAN_IN.get(recipe.get("initial_fan_in"), "–") for recipe in recipes],
        "first output bias": [_cell(recipe, "initial_output_bias") for recipe in recipes],
        "step size": [_step_size(recipe) for recipe in recipes],
        "h averaged over": [_curvature_samples(recipe) for recipe in recipes],
        "digits deformed": ["each time" if recipe.get("augmentation") else "–" for recipe in recipes],
        "passes": [str(card.provenance["passes"]) for card in cards],
        "seed": [str(card.provenance["seed"]) for card in cards],
        "trained on": [card.provenance["date"] for card in cards],
    }
    return [SettingRow(label, tuple(cells)) for label, cells in rows.items() if set(cells) != {"–"}]


def _function(name: str) -> str:
    return _FUNCTIONS.get(name, name)


def _step_size(recipe: Recipe) -> str:
    rate = _cell(recipe, "learning_rate")
    if recipe.get("optimizer") == "adamw":
        return f"AdamW, up to {rate}, for {recipe['batch']} digits"
    if recipe.get("optimizer") != "sdlm":
        return rate
    return f"η/(µ + h), η {rate}, µ {_cell(recipe, 'damping')}"


def _curvature_samples(recipe: Recipe) -> str:
    samples = recipe.get("curvature_samples")
    return f"{samples:,} digits" if samples else "–"


def _cell(recipe: Recipe, field: str) -> str:
    value = recipe.get(field)
    if value is None:
        return "–"
    return f"{value:g}".replace("-", "−") if isinstance(value, float) else str(value)


def results_rows(
    published: Published, networks: Sequence[TrainedNetwork], results: Results
) -> list[ResultRow]:
    """Return other people's results, then ours: means over seeds if there is a study, else the single network's.

    Args:
        published: other people's results.
        networks: the published networks.
        results: the study's results.
    """
    others = [
        network for network in networks if network.card.provenance["recipe"]["name"] not in results.recipes
    ]
    theirs = [_result_row(row, ours=False) for row in table_rows.published_rows(published)]
    ours = [*table_rows.study_rows(results, misses_digits=0), *map(table_rows.network_row, others)]
    return theirs + [_result_row(row, ours=True) for row in ours]


def _result_row(row: table_rows.ResultRow, ours: bool) -> ResultRow:
    return ResultRow(
        who=f"Here: {row.name}" if ours else row.name,
        url=row.url,
        ours=ours,
        data=row.data,
        runs=row.runs,
        train=_cells(row.train),
        test=_cells(row.test),
    )


def _cells(metrics: table_rows.MetricsCells) -> tuple[str, str, str]:
    return metrics.error or "–", metrics.misses or "–", metrics.loss or "–"


def halved_loss(results: Results, recipe: str) -> str | None:
    """Return half of a recipe's mean test loss, for a loss with the factor 1/2; None without a study of the recipe."""
    study = results.recipes.get(recipe)
    return f"{study.summary.test.loss.mean / 2:.4f}" if study else None


def mean_error(results: Results, recipe: str) -> str | None:
    """Return a recipe's mean test error in percent; None without a study of the recipe."""
    study = results.recipes.get(recipe)
    return f"{study.summary.test.error_percent.mean:.1f}" if study else None


def training_seconds(results: Results, recipe: str) -> str | None:
    """Return a recipe's mean training time in CPU seconds; None without a study of the recipe."""
    study = results.recipes.get(recipe)
    return f"{mean([run.cpu_seconds for run in study.runs]):.0f}" if study else None
