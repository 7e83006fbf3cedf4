"""Reading a row of digits: by strokes and from a picture, apart, overlapping, touching, and in pieces."""

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from numpy.typing import NDArray
from PIL import Image

from lecun1989 import session as browser
from lecun1989.errors import InputError
from lecun1989.ink.components import label_components
from lecun1989.ink.strokes import draw_paths
from lecun1989.model.checkpoint import Weights, read_weights
from lecun1989.results.measurements import decode_measured
from lecun1989.results.recorded_digits import ZipCodes
from lecun1989.rows.decode import read_row
from lecun1989.rows.segment import segment_ink, segment_strokes
from lecun1989_lab.cli.commands import main
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.zip_codes import CODES, compose_codes, measure_codes, measure_zip_codes
from lecun1989_site.page.samples import make_samples
from tests.paths import ROOT

SAMPLES = make_samples()
PEN = 14.0
SHEET = (300, 1000)

Paths = list[NDArray[np.float64]]


@pytest.fixture(scope="module")
def weights() -> Weights:
    path = ROOT / "weights" / "reader.json"
    return read_weights(path.read_text("utf-8"), path.name)


def write(digits: str, step: float = 130, scale: float = 0.7) -> Paths:
    """Write our sample digits side by side."""
    return [
        np.array(stroke) * scale + (step * at, 40)
        for at, digit in enumerate(digits)
        for stroke in SAMPLES[int(digit)].strokes
    ]


def by_strokes(weights: Weights, paths: Paths) -> str:
    code: str = browser.row_answer(weights, read_row(weights, segment_strokes(paths, PEN)))["code"]
    return code


def by_ink(weights: Weights, ink: NDArray[np.float32]) -> str:
    code: str = browser.read_ink(weights, ink)["code"]
    return code


@pytest.mark.parametrize("digits", ["14207", "90210", "55375", "86063", "7", "42", "907"])
def test_a_row_is_read_from_strokes_and_from_a_picture(weights: Weights, digits: str) -> None:
    paths = write(digits)
    assert by_strokes(weights, paths) == digits
    assert by_ink(weights, draw_paths(paths, PEN, SHEET)) == digits


def test_a_sixth_digit_does_no_harm(weights: Weights) -> None:
    assert by_strokes(weights, write("381490")).startswith("38")


def test_strokes_tell_digits_apart_that_touch(weights: Weights) -> None:
    paths = write("14207", step=103)
    _, count = label_components(draw_paths(paths, PEN, SHEET) > 0.3)
    assert count < 5
    assert by_strokes(weights, paths) == "14207"


def test_a_picture_of_touching_digits_is_cut(weights: Weights) -> None:
    ink = draw_paths(write("34", step=92), PEN, SHEET)
    assert label_components(ink > 0.3)[1] == 1
    assert len(segment_ink(ink).pieces) > 2
    assert by_ink(
        weights,
        draw_paths([*write("34", step=92), *(p + np.array([320, 0]) for p in write("720"))], PEN, SHEET),
    ) == ("34720")


def test_every_digit_says_where_it_is(weights: Weights) -> None:
    paths = write("14207")
    found = browser.row_answer(weights, read_row(weights, segment_strokes(paths, PEN)))["digits"]
    for at, digit in enumerate(found):
        points = np.concatenate(write("14207"[at])) + np.array([130 * at, 0])
        left, top, right, bottom = digit["box"]
        assert (left, top) == pytest.approx(points.min(axis=0) - PEN / 2, abs=4)
        assert (right, bottom) == pytest.approx(points.max(axis=0) + PEN / 2, abs=4)
        assert len(digit["input"]) == 256


def test_the_page_calls_with_buffers(weights: Weights) -> None:
    path = ROOT / "weights" / "reader.json"
    browser.load("reader", path.read_text("utf-8"))
    paths = write("14207")
    points = np.concatenate(paths).astype(np.float32)
    lengths = np.array([len(each) for each in paths], np.int32)
    answer = json.loads(browser.read_code("reader", points, lengths, PEN))
    assert answer["code"] == "14207"
    nothing = np.empty(0, np.float32)
    assert json.loads(browser.read_code("reader", nothing, np.empty(0, np.int32), PEN)) == {
        "code": "",
        "digits": [],
    }
    for wrong in (points[:-1], np.full_like(points, np.nan)):
        with pytest.raises(InputError, match="read_code: got"):
            browser.read_code("reader", wrong, lengths, PEN)


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (600, 2), (50, 50)])
def test_any_ink_gives_some_row(weights: Weights, shape: tuple[int, int]) -> None:
    assert len(by_ink(weights, np.ones(shape, np.float32))) >= 1
    assert by_ink(weights, np.zeros(shape, np.float32)) == ""


def test_dirt_is_no_digit(weights: Weights) -> None:
    ink = draw_paths(write("14207"), PEN, SHEET)
    ink[5:9, 980:984] = 1
    assert by_ink(weights, ink) == "14207"


def test_components_hang_together_at_corners_too() -> None:
    dark = np.array([[1, 0, 1, 1], [0, 1, 0, 0], [0, 0, 0, 1]], bool)
    label, count = label_components(dark)
    assert count == 2
    assert label[0, 0] == label[1, 1] == label[0, 2] == label[0, 3] != label[2, 3]
    assert ((label > 0) == dark).all()


def test_the_command_reads_pictures(weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "code.png"
    Image.fromarray((255 * (1 - draw_paths(write("14207"), PEN, SHEET))).astype(np.uint8)).save(path)
    reader = str(ROOT / "weights" / "reader.json")
    assert CliRunner().invoke(main, ["zipcode", reader, str(path)]).output == f"{path}: 14207\n"
    printed = CliRunner().invoke(main, ["zipcode", reader, str(path), "--json"]).output
    assert json.loads(printed)["code"] == "14207"
    Image.new("L", (40, 20), 255).save(path)
    assert CliRunner().invoke(main, ["zipcode", reader, str(path)]).output == f"{path}: ? (blank)\n"


def digits_of(writers: int) -> list[PenDigit]:
    forms = [
        [[(x / 280, y / 280) for x, y in stroke] for stroke in sample.strokes] for sample in SAMPLES[:10]
    ]
    return [PenDigit(f"w{w}-{n}", n, strokes) for w in range(writers) for n, strokes in enumerate(forms)]


def test_codes_are_composed_as_said() -> None:
    codes = compose_codes(digits_of(20))
    assert len(codes) == 20 * CODES
    assert [code.labels for code in codes] == [code.labels for code in compose_codes(digits_of(20))]
    assert 0.05 < sum(code.touching for code in codes) / (4 * len(codes)) < 0.18
    for code in codes:
        points = np.concatenate(code.paths)
        assert points.min() > 0
        assert points[:, 1].max() < 220
        ink = code.draw()
        if not code.touching:
            assert label_components(ink > 0.3)[1] >= 5


def test_what_is_measured_adds_up(weights: Weights) -> None:
    measured = measure_zip_codes(weights, digits_of(2), "strokes.jsonl")
    for half in (measured.development, measured.report):
        assert (half.codes, half.writers) == (CODES, 1)
        for found in (half.strokes, half.ink):
            assert 0 <= found.whole.percent <= found.digits.percent <= 100
    assert measured.report.strokes.whole.percent >= 80
    content = {"weights": weights.name, "strokes": "strokes.jsonl", **measure_codes(weights, digits_of(2))}
    assert decode_measured(ZipCodes, content, "codes-a.json") == measured
