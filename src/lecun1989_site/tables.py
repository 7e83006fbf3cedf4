"""The page's tables as rows of text: the layers, and the results beside other people's."""

from dataclasses import dataclass
from typing import Any

from lecun1989.architecture import H1_SIDE, H2_SIDE, IMAGE_SIDE, LAYERS
from lecun1989.weights import Weights

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
    """One line of the table of results; each cell is text, "–" where nothing was published.

    Attributes:
        who: who trained the network.
        url: where it is described; None for none.
        ours: whether it was trained here.
        data: what it was trained on.
        runs: how many runs the figures are the mean of, in words.
        train, test: error, misses and loss.
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
        "rounds": [str(weights.provenance["passes"]) for weights in networks],
        "seed": [str(weights.provenance["seed"]) for weights in networks],
        "trained on": [weights.provenance["date"] for weights in networks],
    }
    return [SettingRow(label, tuple(cells)) for label, cells in rows.items() if set(cells) != {"–"}]


def _step_size(weights: Weights) -> str:
    rate = _recipe(weights, "learning_rate")
    if weights.provenance["recipe"].get("optimizer") != "sdlm":
        return rate
    return f"η/(µ + h), η {rate}, µ {_recipe(weights, 'damping')}"


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


def results_rows(
    published: list[dict[str, Any]], networks: list[Weights], results: dict[str, Any] | None
) -> list[ResultRow]:
    """Return other people's figures, then ours: means over seeds where a study was run, else the one network's.

    Args:
        published: the rows of published.json.
        networks: the published networks.
        results: weights/results.json or None.
    """
    theirs = [
        ResultRow(
            row["who"],
            row["url"],
            False,
            row["data"],
            row["runs"],
            _published(row["train"]),
            _published(row["test"]),
        )
        for row in published
    ]
    recipes = (results or {}).get("recipes", {})
    return theirs + [_own_row(weights, recipes) for weights in networks]


def _own_row(weights: Weights, recipes: dict[str, Any]) -> ResultRow:
    study = recipes.get(weights.provenance["recipe"]["name"])
    data = {"zip": "zip codes", "mnist": "MNIST, cut to size"}.get(
        weights.provenance["dataset"]["name"], weights.provenance["dataset"]["title"]
    )
    if study is None:
        train, test = (_single(weights.metrics[split]) for split in ("train", "test"))
        return ResultRow(f"Here: {weights.name}", None, True, data, "one seed", train, test)
    train, test = (_summary(study["summary"], split) for split in ("train", "test"))
    return ResultRow(f"Here: {weights.name}", None, True, data, f"{len(study['runs'])} seeds", train, test)


def _published(cells: dict[str, Any]) -> tuple[str, str, str]:
    misses = "–" if cells["misses"] is None else str(cells["misses"])
    return cells["error_percent"], misses, f"{cells['loss']:.4f}"


def _single(measured: dict[str, Any]) -> tuple[str, str, str]:
    return f"{measured['error_percent']:.2f}", f"{measured['misses']}", f"{measured['loss']:.4f}"


def _summary(summary: dict[str, dict[str, Any]], split: str) -> tuple[str, str, str]:
    loss, error, misses = (summary[f"{split}_{key}"] for key in ("loss", "error_percent", "misses"))
    return _spread(loss, 4), _spread(error, 2), _spread(misses, 0)


def _spread(summary: dict[str, Any], digits: int) -> str:
    """Write mean and standard deviation, which a single seed does not have."""
    mean, deviation = summary["mean"], summary["sd"]
    return f"{mean:.{digits}f}" if deviation is None else f"{mean:.{digits}f} ± {deviation:.{digits}f}"


def refusals(network: Weights, results: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what share of the test set a network must refuse for 1% error on the rest: mean and deviation over seeds.

    Args:
        network: a published network.
        results: weights/results.json or None.

    Returns:
        {"share": text in percent, "seeds": how many}; None without a study of the network's recipe.
    """
    study = (results or {}).get("recipes", {}).get(network.provenance["recipe"]["name"])
    if study is None:
        return None
    share = _spread(study["summary"]["rejected_percent_difference"], 1)
    return {"share": share, "seeds": len(study["runs"])}
