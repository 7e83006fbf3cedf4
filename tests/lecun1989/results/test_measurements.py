"""docs/measured: the committed files, and the messages for damaged ones."""

import shutil
from pathlib import Path

import pytest

from lecun1989.errors import InputError
from lecun1989.results.measurements import NO_MEASUREMENTS, Measurements, read_measurements, write_measured
from tests.paths import ROOT

MEASURED = ROOT / "docs" / "measured"
NETWORKS = {"mnist-2022", "mnist-modern", "reader", "zip-1989", "zip-modern"}


@pytest.fixture(scope="module")
def measurements() -> Measurements:
    return read_measurements(MEASURED)


def test_the_committed_files_are_restored_byte_for_byte(measurements: Measurements) -> None:
    written = {
        **{f"strokes-{name}": found for name, found in measurements.drawn_digits.items()},
        **{f"teaching-{name}": found for name, found in measurements.fine_tuning.items()},
        **{f"codes-{name}": found for name, found in measurements.zip_codes.items()},
        "counterfactuals": measurements.counterfactuals,
        "training-speed": measurements.training_speed,
        "page-load": measurements.page_load,
    }
    kinds = ("strokes-", "teaching-", "codes-", "counterfactuals", "training-speed", "page-load")
    expected = {path.stem: path.read_text("utf-8") for path in MEASURED.glob("*.json")}
    assert {name: write_measured(found) for name, found in written.items()} == {
        name: text for name, text in expected.items() if name.startswith(kinds)
    }


def test_files_belong_to_the_network_of_their_name(measurements: Measurements) -> None:
    assert set(measurements.drawn_digits) == NETWORKS
    for found in (measurements.drawn_digits, measurements.fine_tuning, measurements.zip_codes):
        assert found
        assert all(measured.weights == name for name, measured in found.items())


def test_missing_files_are_left_out(tmp_path: Path) -> None:
    assert read_measurements(tmp_path) == NO_MEASUREMENTS
    shutil.copy(MEASURED / "strokes-reader.json", tmp_path)
    assert set(read_measurements(tmp_path).drawn_digits) == {"reader"}


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("strokes-reader", '"aspect"', '"spect"', r"'ways\.centred\.aspect' is missing"),
        ("teaching-reader", '"worst"', '"worse"', r"'development\.others\.worst' is missing"),
        ("codes-reader", '"refused_percent": ', '"refused_percent": "" , "x": ', "'development.strokes"),
        ("counterfactuals", '"every": 13', '"every": "13"', "'every' is '13'; expected a whole number"),
        ("training-speed", '"min_us"', '"us"', r"'contestants\.karpathy-2022\.min_us' is missing"),
        ("page-load", '"p95"', '"p99"', r"'page\.pen_up_to_answer_ms\.p95' is missing"),
        ("page-load", "{", "[", r"is not JSON"),
    ],
)
def test_a_damaged_file_is_named_with_its_field(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    text = (MEASURED / f"{name}.json").read_text("utf-8")
    assert old in text
    (tmp_path / f"{name}.json").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(InputError, match=rf"{name}\.json.*{message}.*; restore the file"):
        read_measurements(tmp_path)
