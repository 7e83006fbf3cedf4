from pathlib import Path
from typing import Any

import pytest

from lecun1989.weights import Weights, read_weights
from lecun1989_lab.study import summarise
from lecun1989_site.tables import layer_rows, refusals, results_rows, setting_rows

WEIGHTS = Path(__file__).parents[2] / "weights"


@pytest.fixture(scope="module")
def network() -> Weights:
    return read_weights((WEIGHTS / "zip-1989.json").read_text("utf-8"), "zip-1989.json")


def study_of(network: Weights, errors: list[float]) -> dict[str, Any]:
    metrics = {"loss": 0.01, "error_percent": 1.0, "misses": 2}
    runs = [
        {
            "train": metrics,
            "test": {**metrics, "error_percent": error},
            "rejected_percent": {"top": 9.0, "second": 9.0, "difference": 2 * error},
        }
        for error in errors
    ]
    recipe = network.provenance["recipe"]["name"]
    return {"recipes": {recipe: {"runs": runs, "summary": summarise(runs)}}}


def test_means_carry_their_deviation(network: Weights) -> None:
    (row,) = results_rows([], [network], study_of(network, [5.0, 6.0]))
    assert row.runs == "2 seeds"
    assert "5.50 ± 0.71" in row.test
    assert refusals(network, study_of(network, [5.0, 6.0])) == {"share": "11.0 ± 1.4", "seeds": 2}


def test_one_seed_has_no_deviation(network: Weights) -> None:
    (row,) = results_rows([], [network], study_of(network, [5.0]))
    assert "5.00" in row.test
    assert refusals(network, study_of(network, [5.0])) == {"share": "10.0", "seeds": 1}


def test_without_a_study_the_networks_own_metrics_stand(network: Weights) -> None:
    (row,) = results_rows([], [network], None)
    assert row.runs == "one seed"
    assert str(network.metrics["test"]["misses"]) in row.test
    assert refusals(network, None) is None


def test_the_settings_come_from_the_weights_file(network: Weights) -> None:
    cells = {row.label: row.cells for row in setting_rows([network])}
    recipe = network.provenance["recipe"]
    assert cells["seed"] == (str(network.provenance["seed"]),)
    assert f"{recipe['learning_rate']:g}" in cells["step size"][0]


def test_the_layers_add_up_to_the_papers_totals() -> None:
    rows = layer_rows()
    assert sum(row.parameters for row in rows) == 9760
    assert sum(row.connections for row in rows) == 64660
