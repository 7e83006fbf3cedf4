"""Reading a row of digits from strokes and pictures: separate, overlapping, touching and broken digits."""

import numpy as np
import pytest
from numpy.typing import NDArray

from lecun1989.ink.components import label_components
from lecun1989.ink.strokes import draw_paths
from lecun1989.rows import decode
from lecun1989.rows.segment import segment_ink
from lecun1989_lab.datasets.written_forms import FORMS
from lecun1989_lab.datasets.written_forms import write as write_form
from lecun1989_site.page.samples import make_samples
from tests.lecun1989.networks import published

SAMPLES = make_samples()
PEN = 14.0
SHEET = (300, 1000)

Paths = list[NDArray[np.float64]]


def write(digits: str, step: float = 130, scale: float = 0.7) -> Paths:
    """Write our sample digits side by side."""
    return [
        np.array(stroke) * scale + (step * at, 40)
        for at, digit in enumerate(digits)
        for stroke in SAMPLES[int(digit)].strokes
    ]


def by_strokes(paths: Paths) -> str:
    return published("reader").read_strokes(paths, PEN).code


def by_ink(ink: NDArray[np.float32]) -> str:
    return published("reader").read_row(np.rint(255 * (1 - ink)).astype(np.uint8)).code


@pytest.mark.parametrize("digits", ["14207", "90210", "55375", "86063", "7", "42", "907"])
def test_a_row_is_read_from_strokes_and_from_a_picture(digits: str) -> None:
    paths = write(digits)
    assert by_strokes(paths) == digits
    assert by_ink(draw_paths(paths, PEN, SHEET)) == digits


def test_five_digits_are_preferred_but_not_required() -> None:
    assert by_strokes(write("907432")) == "907432"


def test_strokes_separate_touching_digits() -> None:
    paths = write("14207", step=103)
    _, count = label_components(draw_paths(paths, PEN, SHEET) > 0.3)
    assert count < 5
    assert by_strokes(paths) == "14207"


def test_a_picture_of_touching_digits_is_cut() -> None:
    ink = draw_paths(write("34", step=92), PEN, SHEET)
    assert label_components(ink > 0.3)[1] == 1
    assert len(segment_ink(ink).pieces) > 2
    assert by_ink(
        draw_paths([*write("34", step=92), *(p + np.array([320, 0]) for p in write("720"))], PEN, SHEET),
    ) == ("34720")


def test_every_digit_has_its_box() -> None:
    row = published("reader").read_strokes(write("14207"), PEN)
    for at, digit in enumerate(row.digits):
        points = np.concatenate(write("14207"[at])) + np.array([130 * at, 0])
        assert digit.box[:2] == pytest.approx(points.min(axis=0) - PEN / 2, abs=4)
        assert digit.box[2:] == pytest.approx(points.max(axis=0) + PEN / 2, abs=4)
        assert digit.reading.image.shape == (16, 16)


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (600, 2), (50, 50)])
def test_any_ink_gives_a_row(shape: tuple[int, int]) -> None:
    ink = np.zeros((shape[0] + 2, shape[1] + 2), np.float32)
    assert by_ink(ink) == ""
    ink[1:-1, 1:-1] = 1
    assert len(by_ink(ink)) >= 1


def test_dirt_is_not_a_digit() -> None:
    ink = draw_paths(write("14207"), PEN, SHEET)
    ink[5:9, 980:984] = 1
    assert by_ink(ink) == "14207"


def write_row(
    labels: str, gap: float, low: float, generator: np.random.Generator
) -> tuple[str, list[NDArray[np.float64]]]:
    """Write five digits in several forms.

    Args:
        labels: the digits to draw from.
        gap: gap between two digits, as a share of their height; negative if they overlap.
        low: height of three in ten digits, as a share of the others'.
        generator: source of random numbers.
    """
    forms = [form for form in FORMS if str(form[0]) in labels]
    digits, paths, right = "", [], 20.0
    for _ in range(5):
        label, lines = forms[generator.integers(len(forms))]
        height = 140 * (low if generator.random() < 0.3 else 1)
        strokes = [np.array(stroke) * height for stroke in write_form(lines, label, generator)]
        left = min(stroke[:, 0].min() for stroke in strokes)
        bottom = max(stroke[:, 1].max() for stroke in strokes)
        paths += [stroke + np.array([right - left, 200 - bottom]) for stroke in strokes]
        right = max(path[:, 0].max() for path in paths) + PEN + gap * 140
        digits += str(label)
    return digits, paths


# Rows that are read correctly, but wrongly without one of the costs. They show what each cost is for.
@pytest.mark.parametrize(
    ("cost", "labels", "gap", "low", "seeds"),
    [
        ("SEAM", "0123456789", 0.12, 0.6, (9, 46)),  # a wide digit isn't cut in two
        ("SEAM_WIDTH", "0123456789", 0.0, 1.0, (111,)),  # nor if its ink is wide there
        ("GAP", "1", 0.2, 1.0, (2, 9, 11)),  # two ones aren't a four or an eleven
        ("LOW", "0123456789", -0.05, 0.6, (3, 11, 19)),  # a part of a digit isn't a digit
        ("OTHER_LENGTH", "0123456789", 0.05, 0.6, (1, 2, 3)),  # five digits are likelier than four
    ],
)
def test_each_cost_is_needed_for_some_rows(
    cost: str, labels: str, gap: float, low: float, seeds: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = (lambda paths: by_ink(draw_paths(paths, PEN, SHEET))) if cost == "SEAM" else by_strokes
    rows = [write_row(labels, gap, low, np.random.default_rng(seed)) for seed in seeds]
    assert [read(paths) for _, paths in rows] == [digits for digits, _ in rows]
    monkeypatch.setattr(decode, cost, 0.0)
    assert all(read(paths) != digits for digits, paths in rows)
