"""The page's tables as rows of text: the layers, and the results beside other people's."""

from dataclasses import dataclass
from typing import Any

from lecun1989.model.sizes import H1_SIDE, H2_SIDE, IMAGE_SIDE, LAYERS
from lecun1989.model.checkpoint import Weights
from lecun1989_site.figures.study import headline, mean, study_of

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
SIGNIFICANT = 0.05
DATA = {
    "zip": "zip codes",
    "mnist": "MNIST, cut to size",
    "reader": "zip codes, MNIST, written forms",
    "digits": "scikit-learn’s digits",
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
    studies = [_study_row(name, recipe) for name, recipe in headline(results).items()]
    others = [weights for weights in networks if weights.provenance["recipe"]["name"] not in recipes]
    return theirs + studies + [_network_row(weights) for weights in others]


def _study_row(name: str, recipe: dict[str, Any]) -> ResultRow:
    train, test = (_summary(recipe["summary"], split) for split in ("train", "test"))
    seeds = _seeds(len(recipe["runs"]))
    return ResultRow(f"Here: {name}", None, True, DATA[recipe["dataset"]], seeds, train, test)


def _network_row(weights: Weights) -> ResultRow:
    dataset = weights.provenance["dataset"]
    train, test = (_single(weights.metrics[split]) for split in ("train", "test"))
    data = DATA.get(dataset["name"], dataset["title"])
    return ResultRow(f"Here: {weights.name}", None, True, data, "one seed", train, test)


def _seeds(count: int) -> str:
    return "one seed" if count == 1 else f"{count} seeds"


def _published(cells: dict[str, Any]) -> tuple[str, str, str]:
    misses = "–" if cells["misses"] is None else str(cells["misses"])
    return cells["error_percent"], misses, f"{cells['loss']:.4f}"


def _single(measured: dict[str, Any]) -> tuple[str, str, str]:
    return f"{measured['error_percent']:.2f}", f"{measured['misses']}", f"{measured['loss']:.4f}"


def _summary(summary: dict[str, dict[str, Any]], split: str) -> tuple[str, str, str]:
    loss, error, misses = (summary[f"{split}_{key}"] for key in ("loss", "error_percent", "misses"))
    return _spread(error, 2), _spread(misses, 0), _spread(loss, 4)


def _spread(summary: dict[str, Any], digits: int) -> str:
    """Write mean and standard deviation, which a single seed does not have."""
    mean, deviation = summary["mean"], summary["sd"]
    return f"{mean:.{digits}f}" if deviation is None else f"{mean:.{digits}f} ± {deviation:.{digits}f}"


@dataclass(frozen=True)
class VariationRow:
    """A recipe beside the one that it varies; each cell is text.

    Attributes:
        name: of the recipe.
        base: whether it is the one that the rows below it vary.
        train_error, test_error: in percent.
        test_loss: mean squared error.
        refused: in percent, for 1% error on the rest.
        p: of McNemar's test against the first recipe of its data set, the median over seeds; "" for that one itself.
        told_apart: whether p says that they differ.
        base_error: test_error of the base.
    """

    name: str
    base: bool
    train_error: str
    test_error: str
    test_loss: str
    refused: str
    p: str
    told_apart: bool
    base_error: str


def variation_rows(results: dict[str, Any] | None) -> list[VariationRow]:
    """Return each recipe that others vary, and those others; nothing without a study.

    Args:
        results: weights/results.json or None.
    """
    recipes = (results or {}).get("recipes", {})
    compared = {found["b"]: found["median_p"] for found in (results or {}).get("comparisons", [])}
    rows = []
    for base in recipes:
        variations = [name for name, recipe in recipes.items() if recipe["varies"] == base]
        for name in [base, *variations] if variations else []:
            summary = recipes[name]["summary"]
            rows.append(
                VariationRow(
                    name,
                    name == base,
                    _spread(summary["train_error_percent"], 2),
                    _spread(summary["test_error_percent"], 2),
                    _spread(summary["test_loss"], 4),
                    _spread(summary["rejected_percent_together"], 1),
                    f"{compared[name]:.2f}" if name in compared else "",
                    compared.get(name, 1.0) < SIGNIFICANT,
                    _spread(recipes[base]["summary"]["test_error_percent"], 2),
                )
            )
    return rows


def halved_loss(results: dict[str, Any] | None, recipe: str) -> str | None:
    """Return half of a recipe's mean test loss: what it would be with a factor 1/2; None without a study of it."""
    study = study_of(results, recipe)
    return f"{study['summary']['test_loss']['mean'] / 2:.4f}" if study else None


def mean_error(results: dict[str, Any] | None, recipe: str) -> str | None:
    """Return a recipe's mean test error in percent; None without a study of it."""
    study = study_of(results, recipe)
    return f"{study['summary']['test_error_percent']['mean']:.1f}" if study else None


def training_seconds(results: dict[str, Any] | None, recipe: str) -> str | None:
    """Return the processor time of a recipe's training, in seconds, in the mean of its runs; None without a study."""
    study = study_of(results, recipe)
    return f"{mean([run['cpu_seconds'] for run in study['runs']]):.0f}" if study else None


def refusals(results: dict[str, Any] | None, recipe: str) -> dict[str, Any] | None:
    """Return what a recipe's reject option does: as the paper measures it, and as a user meets it.

    Args:
        results: weights/results.json or None.
        recipe: its name.

    Returns:
        "share": the share of the test set to refuse for 1% error on the rest, in percent, over "seeds" runs;
        "held_out" and "test": (share refused, error on the rest) with a threshold set on held-out training digits. All
        are texts. None without a study of the recipe.
    """
    study = study_of(results, recipe)
    if study is None:
        return None
    summary = study["summary"]
    return {
        "share": _spread(summary["rejected_percent_together"], 1),
        "seeds": _seeds(len(study["runs"])),
        **{
            split: tuple(
                _spread(summary[f"reject_option_{split}_{measure}"], 1)
                for measure in ("rejected_percent", "error_percent")
            )
            for split in ("held_out", "test")
        },
    }
