from typing import Any

import pytest

from lecun1989.model.checkpoint import Weights, read_weights
from lecun1989_lab.studies.results import summarise
from lecun1989_site.page.tables import (
    halved_loss,
    layer_rows,
    refusals,
    results_rows,
    setting_rows,
    variation_rows,
)
from tests.paths import WEIGHTS


@pytest.fixture(scope="module")
def network() -> Weights:
    return read_weights((WEIGHTS / "zip-1989.json").read_text("utf-8"), "zip-1989.json")


def study_of(errors: list[float], **entry: Any) -> dict[str, Any]:
    """A recipe's entry of results.json with as many runs as there are test errors."""
    metrics = {"loss": 0.01, "error_percent": 1.0, "misses": 2}
    runs = [
        {
            "train": metrics,
            "test": {**metrics, "error_percent": error},
            "rejected_percent": {"top": 9.0, "second": 9.0, "difference": 9.0, "together": 2 * error},
            "reject_option": {
                "held_out": {"rejected_percent": error / 2, "error_percent": 1.0},
                "test": {"rejected_percent": error, "error_percent": 3.0},
            },
        }
        for error in errors
    ]
    return {"dataset": "zip", "varies": None, "runs": runs, "summary": summarise(runs), **entry}


def results_of(network: Weights, errors: list[float]) -> dict[str, Any]:
    return {"recipes": {network.provenance["recipe"]["name"]: study_of(errors)}, "comparisons": []}


def test_means_carry_their_deviation(network: Weights) -> None:
    results = results_of(network, [5.0, 6.0])
    (row,) = results_rows([], [network], results)
    assert row.runs == "2 seeds"
    assert row.test == ("5.50 ± 0.71", "2 ± 0", "0.0100 ± 0.0000")
    found = refusals(results, network.provenance["recipe"]["name"])
    assert found is not None
    assert (found["share"], found["seeds"]) == ("11.0 ± 1.4", "2 seeds")
    assert found["held_out"] == ("2.8 ± 0.4", "1.0 ± 0.0")
    assert found["test"] == ("5.5 ± 0.7", "3.0 ± 0.0")


def test_one_seed_has_no_deviation(network: Weights) -> None:
    results = results_of(network, [5.0])
    (row,) = results_rows([], [network], results)
    assert row.runs == "one seed"
    assert row.test == ("5.00", "2", "0.0100")
    found = refusals(results, network.provenance["recipe"]["name"])
    assert found is not None
    assert (found["share"], found["seeds"]) == ("10.0", "one seed")


def test_without_a_study_the_networks_own_metrics_stand(network: Weights) -> None:
    (row,) = results_rows([], [network], None)
    assert row.runs == "one seed"
    test = network.metrics["test"]
    assert row.test == (f"{test['error_percent']:.2f}", str(test["misses"]), f"{test['loss']:.4f}")
    assert refusals(None, "paper-1989") is None
    assert variation_rows(None) == []


def test_variations_stand_below_the_recipe_that_they_vary() -> None:
    results: dict[str, Any] = {
        "recipes": {
            "other": study_of([4.0]),
            "base": study_of([5.0, 6.0]),
            "base-root": study_of([5.5, 6.5], varies="base"),
        },
        "comparisons": [{"a": "base", "b": "base-root", "median_p": 0.5}],
    }
    rows = variation_rows(results)
    assert [(row.name, row.base, row.p) for row in rows] == [("base", True, ""), ("base-root", False, "0.50")]
    assert (rows[1].test_error, rows[1].base_error) == ("6.00 ± 0.71", "5.50 ± 0.71")
    assert not rows[1].told_apart
    results["comparisons"] = [{"a": "base", "b": "base-root", "median_p": 0.04}]
    assert variation_rows(results)[1].told_apart
    assert halved_loss(results, "base") == "0.0050"
    assert halved_loss(None, "base") is None
    assert [row.who for row in results_rows([], [], results)] == ["Here: other", "Here: base"]


def test_the_settings_come_from_the_weights_file(network: Weights) -> None:
    cells = {row.label: row.cells for row in setting_rows([network])}
    recipe = network.provenance["recipe"]
    assert cells["seed"] == (str(network.provenance["seed"]),)
    assert f"{recipe['learning_rate']:g}" in cells["step size"][0]


def test_the_layers_add_up_to_the_papers_totals() -> None:
    rows = layer_rows()
    assert sum(row.parameters for row in rows) == 9760
    assert sum(row.connections for row in rows) == 64660
