"""The page's tables as rows of text: the layers, and the results beside other people's."""

from dataclasses import dataclass

from lecun1989.model.sizes import H1_SIDE, H2_SIDE, IMAGE_SIDE, LAYERS
from lecun1989.model.checkpoint import Weights
from lecun1989.results import table_rows
from lecun1989.results.published import Published
from lecun1989.results.schema import Results
from lecun1989.results.spread import mean

_SHAPES = {
    "input": f"{IMAGE_SIDE} × {IMAGE_SIDE}",
    "H1": f"12 maps of {H1_SIDE} × {H1_SIDE}",
    "H2": f"12 maps of {H2_SIDE} × {H2_SIDE}",
    "H3": "30",
    "output": "10",
}


@dataclass(frozen=True)
class LayerRow:
    """One layer of the network, with its counts."""

    name: str
    shape: str
    units: int
    inputs_per_unit: int
    connections: int
    parameters: int


@dataclass(frozen=True)
class ResultRow:
    """One line of the page's table of results; each cell is text, "–" where nothing is known.

    Attributes:
        who: who trained the network.
        url: where it is described; None for none.
        ours: whether it was trained here.
        data: what it was trained on.
        runs: how many runs the figures are the mean of, in words.
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
    """One line of the table of training settings: a label, and a cell for each network."""

    label: str
    cells: tuple[str, ...]


_FUNCTIONS = {
    "tanh": "tanh(x)",
    "scaled_tanh": "1.7159 tanh(2x/3)",
    "relu": "max(0, x)",
    "softmax": "softmax",
}
_FAN_IN = {"printed": "±2.4/F", "root": "±2.4/√F"}


def setting_rows(networks: list[Weights]) -> list[SettingRow]:
    """Return what each network's training run was told, from its weights file; rows that no run has are left out."""
    rows = {
        "training digits": [f"{weights.metrics['train']['examples']:,}" for weights in networks],
        "hidden units": [_FUNCTIONS[weights.network.architecture.activation] for weights in networks],
        "output units": [_FUNCTIONS[weights.network.architecture.output] for weights in networks],
        "first weights": [_FAN_IN.get(_recipe(weights, "initial_fan_in"), "–") for weights in networks],
        "first output bias": [_recipe(weights, "initial_output_bias") for weights in networks],
        "step size": [_step_size(weights) for weights in networks],
        "h averaged over": [_curvature_samples(weights) for weights in networks],
        "digits deformed": [_deformed(weights) for weights in networks],
        "rounds": [str(weights.provenance["passes"]) for weights in networks],
        "seed": [str(weights.provenance["seed"]) for weights in networks],
        "trained on": [weights.provenance["date"] for weights in networks],
    }
    return [SettingRow(label, tuple(cells)) for label, cells in rows.items() if set(cells) != {"–"}]


def _step_size(weights: Weights) -> str:
    rate = _recipe(weights, "learning_rate")
    recipe = weights.provenance["recipe"]
    if recipe.get("optimizer") == "adamw":
        return f"AdamW, up to {rate}, for {recipe['batch']} digits"
    if recipe.get("optimizer") != "sdlm":
        return rate
    return f"η/(µ + h), η {rate}, µ {_recipe(weights, 'damping')}"


def _deformed(weights: Weights) -> str:
    return "each time" if weights.provenance["recipe"].get("augmentation") else "–"


def _curvature_samples(weights: Weights) -> str:
    samples = weights.provenance["recipe"].get("curvature_samples")
    return f"{samples:,} digits" if samples else "–"


def _recipe(weights: Weights, field: str) -> str:
    value = weights.provenance["recipe"].get(field)
    return (
        "–" if value is None else f"{value:g}".replace("-", "−") if isinstance(value, float) else str(value)
    )


def layer_rows() -> list[LayerRow]:
    """Return the architecture table from the counts that the network itself asserts."""
    return [
        LayerRow(
            layer.name,
            _SHAPES[layer.name],
            layer.units,
            layer.inputs_per_unit,
            layer.connections,
            layer.parameters,
        )
        for layer in LAYERS
    ]


def results_rows(published: Published, networks: list[Weights], results: Results) -> list[ResultRow]:
    """Return other people's figures, then ours: means over seeds where a study was run, else the one network's.

    Args:
        published: other people's figures.
        networks: the published networks.
        results: of the study.
    """
    others = [weights for weights in networks if weights.provenance["recipe"]["name"] not in results.recipes]
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
    """Return half of a recipe's mean test loss: what it would be with a factor 1/2; None without a study of it."""
    study = results.recipes.get(recipe)
    return f"{study.summary.test.loss.mean / 2:.4f}" if study else None


def mean_error(results: Results, recipe: str) -> str | None:
    """Return a recipe's mean test error in percent; None without a study of it."""
    study = results.recipes.get(recipe)
    return f"{study.summary.test.error_percent.mean:.1f}" if study else None


def training_seconds(results: Results, recipe: str) -> str | None:
    """Return the mean processor time of a recipe's training runs, in seconds; None without a study of it."""
    study = results.recipes.get(recipe)
    return f"{mean([run.cpu_seconds for run in study.runs]):.0f}" if study else None
