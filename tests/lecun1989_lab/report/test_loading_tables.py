"""The tables of docs/loading.md, if something was not measured or a target is not met."""

from dataclasses import replace

import pytest

from lecun1989.errors import InputError
from lecun1989.results.measurements import NO_MEASUREMENTS, Measurements, read_measurements
from lecun1989.results.page_load import PageLoad
from lecun1989_lab.report.loading_tables import loading_blocks
from tests.paths import ROOT


@pytest.fixture(scope="module")
def page_load() -> PageLoad:
    found = read_measurements(ROOT / "docs" / "measured").page_load
    assert found
    return found


def blocks(page_load: PageLoad) -> dict[str, str]:
    measurements: Measurements = replace(NO_MEASUREMENTS, page_load=page_load)
    return loading_blocks(measurements)


def test_a_page_that_was_not_measured_is_named() -> None:
    with pytest.raises(InputError, match=r"no page-load\.json; make it with `make bench-page`"):
        loading_blocks(NO_MEASUREMENTS)


def test_a_target_is_met_up_to_its_limit(page_load: PageLoad) -> None:
    def line(milliseconds: float) -> str:
        drawable = replace(page_load.page.drawable_ms, median=milliseconds)
        page = replace(page_load.page, drawable_ms=drawable)
        rows = blocks(replace(page_load, page=page))["aims"].splitlines()
        (found,) = (row for row in rows if row.startswith("| first stroke drawn"))
        return found

    assert line(300.0) == "| first stroke drawn, ms | 300 | 300.0 | met |"
    assert line(300.1) == "| first stroke drawn, ms | 300 | 300.1 | **not met** |"


def test_a_missing_contestant_is_left_out(page_load: PageLoad) -> None:
    lines = tuple(
        replace(line, visits={name: found for name, found in line.visits.items() if name != "onnx"})
        for line in page_load.lines
    )
    forward = replace(page_load.forward, onnx_ms=None)
    found = blocks(replace(page_load, onnx=None, lines=lines, forward=forward))
    assert not any("onnx" in text for text in found.values())
    assert all(
        "onnx" in text for name, text in blocks(page_load).items() if name in ("rounds", "costs", "passes")
    )


def test_missing_measurements_of_the_process_are_left_out(page_load: PageLoad) -> None:
    first, *rest = page_load.lines
    visits = dict(first.visits)
    visits["fast"] = replace(
        visits["fast"], first=replace(visits["fast"].first, memory_mb=None, processor_ms=None)
    )
    changed = replace(page_load, lines=(replace(first, visits=visits), *rest))
    (row,) = (row for row in blocks(changed)["costs"].splitlines() if row.startswith("| this page |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert (cells[2], cells[5]) == ("", "")
    assert all(cell for at, cell in enumerate(cells) if at not in (2, 5))
