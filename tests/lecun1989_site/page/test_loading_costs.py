"""The table of what running the network costs."""

from dataclasses import replace

import pytest

from lecun1989.results.measurements import read_measurements
from lecun1989.results.page_load import PageLoad
from lecun1989_site.page.loading_costs import cost_rows
from tests.paths import ROOT

NAMES = ["Plain JavaScript", "onnxruntime-web", "This page", "Stock Pyodide and NumPy"]


@pytest.fixture
def measured() -> PageLoad:
    found = read_measurements(ROOT / "docs" / "measured").page_load
    assert found
    return found


def test_every_contestant_is_listed_with_its_measurements(measured: PageLoad) -> None:
    rows = {row.name: row for row in cost_rows(measured)}
    assert list(rows) == NAMES
    first = measured.lines[0]
    assert (first.line, first.gzip) == ("unthrottled", True)
    stock, ours = rows["Stock Pyodide and NumPy"], rows["This page"]
    assert stock.seconds == first.visits["stock"].first.answer_ms.median / 1000
    assert ours.megabytes == first.visits["fast"].first.bytes.median / 1e6
    assert measured.forward.onnx_ms
    assert rows["onnxruntime-web"].milliseconds == measured.forward.onnx_ms.median
    assert rows["Plain JavaScript"].milliseconds == measured.forward.javascript_ms.median
    assert stock.milliseconds == ours.milliseconds == measured.forward.numpy_ms.median


def test_a_contestant_that_was_not_measured_is_left_out(measured: PageLoad) -> None:
    fewer = [name for name in NAMES if name != "onnxruntime-web"]
    first, *lines = measured.lines
    visits = {name: found for name, found in first.visits.items() if name != "onnx"}
    unvisited = replace(measured, lines=(replace(first, visits=visits), *lines))
    assert [row.name for row in cost_rows(unvisited)] == fewer
    untimed = replace(measured, forward=replace(measured.forward, onnx_ms=None))
    assert [row.name for row in cost_rows(untimed)] == fewer
    assert cost_rows(None) == []
