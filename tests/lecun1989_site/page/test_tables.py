from dataclasses import replace

import pytest

from lecun1989.results.published import Published, read_published
from lecun1989.results.schema import NO_RESULTS
from lecun1989.trained_network import TrainedNetwork
from lecun1989_site.page.tables import (
    halved_loss,
    mean_error,
    results_rows,
    setting_rows,
    training_seconds,
)
from tests.lecun1989.networks import published as load_published
from tests.lecun1989.results.random_study import make_recipe, make_run
from tests.paths import ROOT


@pytest.fixture(scope="module")
def network() -> TrainedNetwork:
    return load_published("zip-1989")


@pytest.fixture(scope="module")
def published() -> Published:
    return read_published((ROOT / "site_template" / "published.json").read_text("utf-8"), "published.json")


def test_other_peoples_results_come_first(published: Published) -> None:
    rows = results_rows(published, [], NO_RESULTS)
    assert [row.who for row in rows] == [row.who for row in published.rows]
    assert not any(row.ours for row in rows)
    assert (rows[0].test, rows[0].data, rows[0].runs) == (("5.0", "102", "0.0180"), "zip codes", "one run")
    assert rows[2].train == ("0.86", "–", "0.0049")  # its misses were not published


def test_a_recipes_means_replace_its_networks_own_metrics(
    network: TrainedNetwork, published: Published
) -> None:
    runs = (make_run(1, 5.0), make_run(2, 6.0))
    name = network.card.provenance["recipe"]["name"]
    results = replace(NO_RESULTS, recipes={name: make_recipe(runs), "other": make_recipe(runs[:1])})
    first, second = results_rows(published, [network], results)[len(published.rows) :]
    assert (first.who, first.data, first.runs, first.ours) == (f"Here: {name}", "zip codes", "2 seeds", True)
    assert first.test == ("5.50 ± 0.71", "2 ± 0", "0.0100 ± 0.0000")
    assert (second.who, second.runs, second.test) == ("Here: other", "one seed", ("5.00", "2", "0.0100"))


def test_without_a_study_the_table_shows_the_networks_own_metrics(
    network: TrainedNetwork, published: Published
) -> None:
    *_, row = results_rows(published, [network], NO_RESULTS)
    assert (row.who, row.runs) == ("Here: zip-1989", "one seed")
    test = network.card.metrics["test"]
    assert row.test == (f"{test.error_percent:.2f}", str(test.misses), f"{test.loss:.4f}")


def test_the_text_cites_the_studys_means() -> None:
    runs = tuple(
        replace(make_run(seed, error), cpu_seconds=seconds)
        for seed, error, seconds in ((1, 5.0, 9.4), (2, 6.2, 12.2))
    )
    results = replace(NO_RESULTS, recipes={"base": make_recipe(runs)})
    assert training_seconds(results, "base") == "11"
    assert mean_error(results, "base") == "5.6"
    assert halved_loss(results, "base") == "0.0050"
    for function in (training_seconds, mean_error, halved_loss):
        assert function(results, "no-such-recipe") is None


def test_the_settings_come_from_the_weights_file(network: TrainedNetwork) -> None:
    cells = {row.label: row.cells for row in setting_rows([network])}
    provenance = network.card.provenance
    assert cells["seed"] == (str(provenance["seed"]),)
    assert cells["passes"] == (str(provenance["passes"]),)
    assert cells["training digits"] == ("7,291",)
    assert cells["hidden units"] == ("1.7159 tanh(2x/3)",)
    assert f"{provenance['recipe']['learning_rate']:g}" in cells["step size"][0]


def test_a_setting_that_no_network_has_is_left_out(network: TrainedNetwork) -> None:
    assert "digits deformed" not in {row.label for row in setting_rows([network])}
    both = {row.label: row.cells for row in setting_rows([network, load_published("reader")])}
    assert both["digits deformed"] == ("–", "each time")
    assert both["output units"] == ("1.7159 tanh(2x/3)", "softmax")
