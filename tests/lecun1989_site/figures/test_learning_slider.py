"""The slider through the passes, and the figure of the connections: what they say is what their data says."""

import json
import re

import numpy as np
import pytest

from lecun1989.model.connections import THREE_BLOCKS
from lecun1989_lab.training.recipes import RING
from lecun1989_site.figures.connection_table import connections
from lecun1989_site.figures.learning_slider import learning
from lecun1989_site.page.tables import mean_error, training_seconds
from tests.lecun1989_site.study_results import EXAMPLES, PASSES, make_results


def test_every_pass_tells_the_errors_of_the_published_run() -> None:
    results = make_results()
    study = results["recipes"]["paper-1989"]
    run = next(run for run in study["runs"] if run["seed"] == study["published"]["seed"])
    found = learning(results)
    assert found
    data = json.loads(found.data)
    assert found.passes == PASSES
    assert len(data["lines"]) == len(data["x"]) == PASSES + 1
    assert data["lines"][0].startswith("Before training")
    for number, line in enumerate(data["lines"][1:], 1):
        told = [float(each) for each in re.findall(r"(\d+\.\d+)%", line)]
        misses = [run["passes"][f"{split}_misses"][number - 1] for split in ("test", "train")]
        assert told[0] == pytest.approx(100 * misses[0] / EXAMPLES["test"], abs=0.051)
        assert told[1] == pytest.approx(100 * misses[1] / EXAMPLES["train"], abs=0.0051)
    assert data["x"] == sorted(data["x"])
    assert float(data["scale"]) == pytest.approx(np.abs(study["published"]["h1_kernels"]).max(), abs=0.005)
    assert "<" not in found.data


def test_without_a_published_run_there_is_no_slider() -> None:
    results = make_results()
    results["recipes"]["paper-1989"]["published"] = None
    assert learning(results) is None
    assert learning(None) is None


@pytest.mark.parametrize("scheme", [THREE_BLOCKS, RING])
def test_connections_are_drawn_as_they_are(scheme: tuple[tuple[int, ...], ...]) -> None:
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


def test_means_of_a_study() -> None:
    results = make_results(2)
    runs = results["recipes"]["paper-1989"]["runs"]
    for run, seconds in zip(runs, (9.4, 12.2), strict=True):
        run["cpu_seconds"] = seconds
    assert training_seconds(results, "paper-1989") == "11"
    assert training_seconds(None, "paper-1989") is None
    mean = np.mean([run["test"]["error_percent"] for run in runs])
    assert mean_error(results, "paper-1989") == f"{mean:.1f}"
    assert mean_error(results, "no-such-recipe") is None
