"""The tables of results, compared with the files that they are made from."""

import json
import re

import pytest

from lecun1989.errors import InputError
from lecun1989.results.measurements import NO_MEASUREMENTS, read_measurements
from lecun1989.results.published import read_published
from lecun1989.results.schema import NO_RESULTS
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.report.results_tables import (
    ladder_table,
    marks_list,
    refusals_table,
    results_blocks,
    results_table,
    variations_table,
)
from lecun1989_lab.studies.results import PUBLISHED
from tests.lecun1989.networks import published
from tests.lecun1989.results.random_study import BUILDS_ON, make_results
from tests.paths import ROOT

PATH = ROOT / "site_template" / "published.json"
FIGURES = read_published(PATH.read_text("utf-8"), PATH.name)
MEASURED = ROOT / "docs" / "measured"


@pytest.fixture(scope="module")
def networks() -> list[TrainedNetwork]:
    return [published(name) for name in PUBLISHED]


def names(table: str) -> list[str]:
    """Return the first cell of each row below the header, without its marks."""
    rows = table.splitlines()[2:]
    return [re.sub("[*`]", "", row.split("|")[1].strip()) for row in rows]


def test_other_peoples_rows_come_from_the_file_of_published_figures() -> None:
    old, new = '"error_percent": "5.0", "misses": 102', '"error_percent": "5.3", "misses": 106'
    text = PATH.read_text("utf-8")
    assert old in text
    changed = read_published(text.replace(old, new), PATH.name)
    _, _, paper, *_ = results_table(NO_RESULTS, changed, []).splitlines()
    assert paper == "| LeCun et al., 1989, one run | zip codes | 0.14% | 5.3% | 106 | 12.1% |"


def test_a_study_is_shown_by_its_headline_recipes() -> None:
    found = make_results()
    table = results_table(found, FIGURES, [])
    assert names(table)[3:] == ["paper-1989, 10 seeds", "karpathy-2022, 10 seeds", "zip-modern, 10 seeds"]
    summary = found.recipes["paper-1989"].summary
    cells = [cell.strip() for cell in table.splitlines()[5].split("|")]
    assert cells[2:5] == [
        "zip codes",
        f"{summary.train.error_percent.mean:.2f} ± {summary.train.error_percent.sd:.2f}%",
        f"{summary.test.error_percent.mean:.2f} ± {summary.test.error_percent.sd:.2f}%",
    ]
    assert names(refusals_table(found)) == ["paper-1989", "karpathy-2022", "zip-modern"]


def test_ablations_are_below_their_base_which_is_bold() -> None:
    table = variations_table(make_results(2))
    assert names(table)[:2] == ["paper-1989", "paper-1989-root"]
    bold = [name for name, row in zip(names(table), table.splitlines()[2:], strict=True) if "**" in row]
    assert bold == ["paper-1989", "karpathy-2022"]


def test_a_ladder_names_each_change() -> None:
    rows = ladder_table(make_results(2)).splitlines()[2:]
    assert names(ladder_table(make_results(2))) == ["paper-1989", *BUILDS_ON]
    changes = [row.split("|")[2].strip() for row in rows]
    assert changes == ["", *(f"the change of {name}" for name in BUILDS_ON)]


def test_marks_have_their_source() -> None:
    first, second = marks_list(FIGURES).splitlines()
    assert first.startswith("- People: 2.5% on zip codes (Bromley and Säckinger")
    assert second == (f"- {FIGURES.marks[1].who}: 1.59% on MNIST, cut to size ({FIGURES.marks[1].source}).")


def test_a_missing_measurement_is_named(networks: list[TrainedNetwork]) -> None:
    with pytest.raises(InputError, match=r"no strokes-reader\.json; make it with `lecun1989 strokes"):
        results_blocks(NO_RESULTS, FIGURES, networks, NO_MEASUREMENTS)
    with pytest.raises(InputError, match=r"no training-speed\.json; make it with `make bench`"):
        results_blocks(NO_RESULTS, FIGURES, [], NO_MEASUREMENTS)


def test_strokes_and_speed_match_the_files(networks: list[TrainedNetwork]) -> None:
    blocks = results_blocks(NO_RESULTS, FIGURES, networks, read_measurements(MEASURED))
    first, *others = (
        json.loads((MEASURED / f"strokes-{name}.json").read_text("utf-8")) for name in PUBLISHED
    )
    for line, (way, found) in zip(blocks["strokes"].splitlines()[2:], first["ways"].items(), strict=True):
        low, high = found["ci95"]
        shares = [f"{other['ways'][way]['accuracy_percent']:.1f}%" for other in others]
        ours = f"{found['accuracy_percent']:.1f}% ({low:.1f} to {high:.1f})"
        assert [cell.strip() for cell in line.strip("|").split("|")] == [way, ours, *shares]
    speed = json.loads((MEASURED / "training-speed.json").read_text("utf-8"))["contestants"]
    lines = blocks["speed"].splitlines()[2:]
    assert [line.split("|")[3].strip() for line in lines] == [
        f"{row['ratio_to_sgd']:.1f}" for row in speed.values()
    ]
