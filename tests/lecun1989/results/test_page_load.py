from dataclasses import replace

import pytest

from lecun1989.results.measurements import read_measurements
from lecun1989.results.page_load import CONTESTANT_LABELS, PageLoad, Quartiles
from tests.paths import ROOT


@pytest.fixture(scope="module")
def measured() -> PageLoad:
    found = read_measurements(ROOT / "docs" / "measured").page_load
    assert found
    return found


def test_quartiles_are_written_with_the_median_first() -> None:
    assert Quartiles(0.204, 0.19, 0.221).text(2) == "0.20 (0.19 to 0.22)"


def test_the_fastest_connection_is_the_first_with_gzip(measured: PageLoad) -> None:
    assert (measured.quickest.line, measured.quickest.gzip) == ("unthrottled", True)
    first, second, third = measured.gzip_lines
    times = [line.visits["stock"].first.answer_ms.median for line in (first, second, third)]
    assert times == sorted(times)
    turned = replace(measured, lines=tuple(reversed(measured.lines)))
    assert turned.quickest == third


def test_every_contestant_has_a_label(measured: PageLoad) -> None:
    assert {name for line in measured.lines for name in line.visits} == set(CONTESTANT_LABELS)
