"""The slider over the passes, and the figure of the connections, compared with their data."""

import re
from typing import Any

import numpy as np
import pytest

from lecun1989.model.connections import RING, THREE_BLOCKS
from lecun1989.results.schema import NO_RESULTS
from lecun1989_site.figures.connection_table import connections
from lecun1989_site.figures.learning_slider import learning
from tests.lecun1989.results.random_study import EXAMPLES, PASSES, edit_results, make_results


def test_every_pass_shows_the_errors_of_the_published_run() -> None:
    results = make_results()
    recipe = results.recipes["paper-1989"]
    assert recipe.published
    run = next(run for run in recipe.runs if recipe.published and run.seed == recipe.published.seed)
    found = learning(results)
    assert found
    data = found.data
    assert found.passes == PASSES
    assert len(data["lines"]) == len(data["x"]) == PASSES + 1
    assert data["lines"][0].startswith("Before training")
    for number, line in enumerate(data["lines"][1:], 1):
        told = [float(each) for each in re.findall(r"(\d+\.\d+)%", line)]
        misses = [run.passes.test_misses[number - 1], run.passes.train_misses[number - 1]]
        assert told[0] == pytest.approx(100 * misses[0] / EXAMPLES["test"], abs=0.051)
        assert told[1] == pytest.approx(100 * misses[1] / EXAMPLES["train"], abs=0.0051)
    assert data["x"] == sorted(data["x"])
    assert data["scale"] == pytest.approx(np.abs(recipe.published.h1_kernels).max(), abs=0.005)


def test_without_a_published_run_there_is_no_slider() -> None:
    def edit(content: dict[str, Any]) -> None:
        content["recipes"]["paper-1989"]["published"] = None

    assert learning(edit_results(make_results(), edit)) is None
    assert learning(make_results(seeds=3)) is None  # without seed 7
    assert learning(NO_RESULTS) is None


@pytest.mark.parametrize("scheme", [THREE_BLOCKS, RING])
def test_the_drawn_connections_are_the_networks(scheme: tuple[tuple[int, ...], ...]) -> None:
    figure = connections(scheme)
    assert figure.svg.count('class="accent"') == sum(map(len, scheme)) == 96
    assert figure.svg.count('class="frame"') == 144 - 96
    for row, read in zip(figure.table.rows, scheme, strict=True):
        assert [int(each) - 1 for each in re.findall(r"\d+", row[1])] == list(read)
    columns = sorted(
        {float(x) for x in re.findall(r'<rect class="(?:accent|frame)" x="([\d.]+)"', figure.svg)}
    )
    first = re.findall(r'<rect class="accent" x="([\d.]+)" y="34"', figure.svg)
    assert [columns.index(float(x)) for x in first] == list(scheme[0])
