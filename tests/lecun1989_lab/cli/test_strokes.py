"""`lecun1989 strokes`, `codes` and `teaching`, on a few strokes that the tests write."""

import json
from pathlib import Path

import pytest

from lecun1989.results.measurements import decode_measured
from lecun1989.results.recorded_digits import DrawnDigits, FineTuning, ZipCodes
from lecun1989_lab.datasets.pen_strokes import load_strokes
from lecun1989_lab.evaluation.drawn_digits import measure_drawn_digits
from lecun1989_lab.evaluation.finetuning import measure_fine_tuning
from lecun1989_lab.evaluation.zip_codes import measure_zip_codes
from tests.command import refused, run
from tests.lecun1989.networks import published
from tests.lecun1989_lab.evaluation.test_zip_codes import digits_of

MEASURES = {
    "strokes": (DrawnDigits, measure_drawn_digits, "pen of 36"),
    "codes": (ZipCodes, measure_zip_codes, "whole of the"),
    "teaching": (FineTuning, measure_fine_tuning, "others"),
}


@pytest.fixture
def strokes(tmp_path: Path) -> Path:
    """Ten digits by each of four writers; the third writer's have wrong labels, so they are misread."""
    path = tmp_path / "s.jsonl"
    lines = [
        {
            "id": digit.id,
            "label": (digit.label + 1) % 10 if digit.writer == "w2" else digit.label,
            "strokes": digit.strokes,
        }
        for digit in digits_of(4)
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    return path


@pytest.mark.slow
@pytest.mark.parametrize("command", MEASURES)
def test_the_command_prints_and_writes_its_results(command: str, strokes: Path, tmp_path: Path) -> None:
    kind, measure, word = MEASURES[command]
    out = tmp_path / "out.json"
    result = run(command, "zip-1989", strokes, "--json", "--out", out)
    assert result.exit_code == 0, result.output
    assert out.read_text("utf-8") == result.output
    expected = measure(published("zip-1989"), load_strokes(strokes), "s.jsonl")
    assert repr(decode_measured(kind, json.loads(result.output), "printed")) == repr(expected)  # NaN included
    assert word in run(command, "zip-1989", strokes).output


def test_a_missing_file_of_strokes_is_named() -> None:
    assert refused("strokes", "zip-1989", "missing.jsonl").startswith("Error: missing.jsonl: No such file")
