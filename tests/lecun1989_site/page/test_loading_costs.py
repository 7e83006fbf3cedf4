"""What the page says of the cost of Python."""

import json
from typing import Any

import pytest

from lecun1989_site.page.loading_costs import WAYS, cost_rows
from tests.paths import ROOT


@pytest.fixture
def measured() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ROOT / "docs" / "measured" / "page-load.json").read_text("utf-8"))
    return found


def test_every_way_stands_with_what_was_measured(measured: dict[str, Any]) -> None:
    rows = {row.name: row for row in cost_rows(measured)}
    assert list(rows) == list(WAYS)
    first = measured["lines"][0]
    assert (first["line"], first["gzip"]) == ("unthrottled", True)
    stock, ours = rows["Pyodide as it comes"], rows["This page"]
    assert stock.seconds == first["visits"]["stock"]["first"]["answer_ms"]["median"] / 1000
    assert ours.megabytes == first["visits"]["fast"]["first"]["bytes"]["median"] / 1e6
    assert rows["onnxruntime-web"].milliseconds == measured["forward"]["onnx_ms"]["median"]
    assert stock.milliseconds == ours.milliseconds == measured["forward"]["numpy_ms"]["median"]


def test_a_way_that_was_not_measured_is_left_out(measured: dict[str, Any]) -> None:
    del measured["lines"][0]["visits"]["onnx"]
    assert [row.name for row in cost_rows(measured)] == [name for name in WAYS if name != "onnxruntime-web"]
    assert cost_rows(None) == []
