"""The rows of the tables that README, docs and page share."""

from dataclasses import replace

import pytest

from lecun1989.results.published import read_published
from lecun1989.results.schema import NO_RESULTS, Comparison, Results
from lecun1989.results.table_rows import (
    ablation_rows,
    network_row,
    published_rows,
    refusal_row,
    seeds_text,
    study_rows,
)
from lecun1989.trained_network import TrainedNetwork
from tests.lecun1989.networks import published
from tests.lecun1989.results.random_study import make_recipe, make_run
from tests.paths import ROOT


@pytest.fixture(scope="module")
def network() -> TrainedNetwork:
    return published("zip-1989")


def results_of(*errors: float) -> Results:
    """Results of one recipe with one run for each test error."""
    runs = tuple(make_run(seed, error) for seed, error in enumerate(errors, 1))
    return replace(NO_RESULTS, recipes={"paper-1989": make_recipe(runs)})


def test_means_have_a_standard_deviation() -> None:
    (row,) = study_rows(results_of(5.0, 6.0), misses_digits=0)
    assert (row.name, row.data, row.runs, row.url) == ("paper-1989", "zip codes", "2 seeds", None)
    assert (row.test.error, row.test.misses, row.test.loss) == ("5.50 ± 0.71", "2 ± 0", "0.0100 ± 0.0000")
    assert row.train.error == "1.00 ± 0.00"
    assert row.refused == "11.0 ± 1.4"
    assert study_rows(results_of(5.0, 6.0), misses_digits=1)[0].test.misses == "2.0 ± 0.0"


def test_one_seed_has_no_standard_deviation() -> None:
    (row,) = study_rows(results_of(5.0), misses_digits=0)
    assert row.runs == "one seed"
    assert (row.test.error, row.test.misses, row.test.loss) == ("5.00", "2", "0.0100")


def test_refusals_are_written_for_both_sets() -> None:
    found = refusal_row(results_of(5.0, 6.0), "paper-1989")
    assert found
    assert (found.share, found.seeds) == ("11.0 ± 1.4", "2 seeds")
    assert found.held_out == ("2.8 ± 0.4", "1.0 ± 0.0")
    assert found.test == ("5.5 ± 0.7", "3.0 ± 0.0")
    assert refusal_row(NO_RESULTS, "paper-1989") is None


def test_a_networks_row_has_the_metrics_of_its_file(network: TrainedNetwork) -> None:
    row = network_row(network)
    test = network.card.metrics["test"]
    assert (row.name, row.data, row.runs, row.refused) == ("zip-1989", "zip codes", "one seed", "")
    assert row.test.error == f"{test.error_percent:.2f}"
    assert row.test.misses == str(test.misses)
    assert row.test.loss == f"{test.loss:.4f}"
    assert row.train.misses == str(network.card.metrics["train"].misses)


def test_a_network_trained_on_other_data_shows_its_title(network: TrainedNetwork) -> None:
    provenance = {**network.card.provenance, "dataset": {"name": "mine", "title": "My own digits"}}
    other = TrainedNetwork(network, replace(network.card, provenance=provenance))
    assert network_row(other).data == "My own digits"


def test_published_figures_are_shown_as_printed() -> None:
    path = ROOT / "site_template" / "published.json"
    rows = published_rows(read_published(path.read_text("utf-8"), path.name))
    paper, karpathy, node = rows
    assert (paper.name, paper.test.error, paper.test.misses, paper.refused) == (
        "LeCun et al., 1989",
        "5.0",
        "102",
        "12.1",
    )
    assert (paper.train.error, paper.train.loss) == ("0.14", "0.0025")
    assert (karpathy.data, karpathy.test.error, karpathy.refused) == ("MNIST, cut to size", "4.09", "")
    assert (node.url, node.train.misses) == ("https://lecun1989-cnn.vercel.app", "")


def test_ablations_are_below_the_recipe_that_they_vary() -> None:
    comparison = Comparison("zip", "base", "base-root", (), (), (), 0.5)
    base = make_recipe((make_run(1, 5.0), make_run(2, 6.0)))
    root = make_recipe((make_run(1, 5.5), make_run(2, 6.5)), ablates="base")
    results = replace(
        NO_RESULTS,
        recipes={"other": make_recipe((make_run(1, 4.0),)), "base": base, "base-root": root},
        comparisons=(comparison,),
    )
    rows = ablation_rows(results)
    assert [(row.name, row.base, row.p) for row in rows] == [("base", True, ""), ("base-root", False, "0.50")]
    assert (rows[1].test_error, rows[1].base_error) == ("6.00 ± 0.71", "5.50 ± 0.71")
    assert (rows[1].train_error, rows[1].test_loss) == ("1.00 ± 0.00", "0.0100 ± 0.0000")
    assert rows[1].refused == "12.0 ± 1.4"
    assert not rows[1].told_apart
    certain = replace(results, comparisons=(replace(comparison, median_p=0.04),))
    assert ablation_rows(certain)[1].told_apart
    assert ablation_rows(NO_RESULTS) == []


def test_one_seed_is_written_as_a_word() -> None:
    assert (seeds_text(1), seeds_text(10)) == ("one seed", "10 seeds")
