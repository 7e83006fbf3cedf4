import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from lecun1989.errors import InputError
from lecun1989.ink.strokes import draw
from lecun1989.model.card import NORMALISATIONS
from lecun1989.preprocess.normalization import normalise
from lecun1989.preprocess.stroke_width import STROKE_WIDTH, equalise_strokes, stroke_width

SEVEN = [[(0.2, 0.0), (0.8, 0.0), (0.4, 1.0)]]
SLASH = [[(0.5, 0.0), (0.0, 1.0)]]


def similarity(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


def read(ink: NDArray[np.float32], normalisation: str) -> NDArray[np.float32]:
    image = normalise(ink, normalisation)
    assert image is not None
    assert image.shape == (16, 16)
    assert image.dtype == np.float32
    assert image.min() >= -1
    assert image.max() <= 1
    return image


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
@pytest.mark.parametrize("place", [(200, (140, 140)), (60, (40, 220)), (250, (140, 140))])
def test_size_and_place_hardly_matter(normalisation: str, place: tuple[float, tuple[float, float]]) -> None:
    side, centre = place
    expected = read(draw(SEVEN, 16, 160, (120, 130)), normalisation)
    assert similarity(read(draw(SEVEN, 16 * side / 160, side, centre), normalisation), expected) > 0.99


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
@pytest.mark.parametrize("pen", [8, 12, 28, 36])
def test_the_pen_hardly_matters(normalisation: str, pen: float) -> None:
    expected = read(draw(SEVEN, 20), normalisation)
    assert similarity(read(draw(SEVEN, pen), normalisation), expected) > 0.9


def test_zip_codes_fill_the_frame_and_stand_upright() -> None:
    image = read(draw(SLASH), "zip")
    ink = image > 0
    assert ink.any(axis=1).all()
    columns = np.flatnonzero(ink.any(axis=0))
    assert columns[-1] - columns[0] + 1 <= 5
    assert abs((columns[0] + columns[-1]) / 2 - 7.5) <= 0.5


def test_mnist_leaves_a_margin_centres_by_mass_and_does_not_deslant() -> None:
    image = read(draw(SLASH), "mnist")
    ink = (image + 1) / 2
    rows = np.flatnonzero((image > 0).any(axis=1))
    assert 11 <= rows[-1] - rows[0] + 1 <= 12
    for axis in (0, 1):
        assert ink.sum(axis=axis) @ np.arange(16) / ink.sum() == pytest.approx(7.5, abs=0.3)
    assert np.cov(np.argwhere(image > 0).T)[0, 1] < -2


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_hard_drawings_give_an_image(normalisation: str) -> None:
    dot = np.zeros((280, 280), np.float32)
    dot[140, 140] = 1
    everything = np.ones((280, 280), np.float32)
    line = np.zeros((100, 300), np.float32)
    line[50] = 1
    for ink in (dot, everything, line, draw(SEVEN, 20, 300, (0, 0)), np.full((1, 1), 1, np.float32)):
        assert (read(ink, normalisation) > -1).any()


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
@pytest.mark.parametrize("corner", [(0, 0), (250, 10), (20, 255)])
@pytest.mark.parametrize("side", [200, 120])
def test_a_stray_dot_changes_nothing(normalisation: str, corner: tuple[int, int], side: float) -> None:
    seven = draw(SEVEN, 16, side)
    dotted = seven.copy()
    row, column = corner
    dotted[row : row + 10, column : column + 10] = 1
    expected = read(seven, normalisation)
    assert similarity(read(dotted, normalisation), expected) > 0.999


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_a_digit_of_many_short_strokes_stays_whole(normalisation: str) -> None:
    places = np.concatenate([np.linspace(a, b, 9) for a, b in itertools.pairwise(np.array(SEVEN[0]))])
    dashes = [[(float(x), float(y)), (float(x) + 0.02, float(y))] for x, y in places]
    assert similarity(read(draw(dashes, 16), normalisation), read(draw(SEVEN, 16), normalisation)) > 0.9


def test_a_stroke_apart_belongs_to_the_digit_unless_it_is_small() -> None:
    apart = [[(0.3, 0.0), (0.3, 1.0)], [(0.7, 0.0), (0.7, 0.4)]]
    image = read(draw(apart, 16), "mnist")
    assert image[5, 9:].max() > 0  # the short bar
    assert image[5, 7:9].min() < 0  # the gap


@pytest.mark.parametrize("normalisation", NORMALISATIONS)
def test_a_digit_cut_off_by_the_pads_edge_is_read(normalisation: str) -> None:
    cut = read(draw(SEVEN, 16, 200, (200, 140)), normalisation)  # its right side is outside
    inside = draw(SEVEN, 16, 200, (140, 140))[:, :220]
    assert similarity(cut, read(inside, normalisation)) > 0.99


@pytest.mark.parametrize("ink", [np.zeros((280, 280)), np.full((20, 30), 0.05), np.zeros((0, 0))])
def test_a_blank_drawing_is_none(ink: NDArray[np.float64]) -> None:
    assert normalise(ink.astype(np.float32), "zip") is None


def test_an_unknown_normalisation_is_refused() -> None:
    with pytest.raises(InputError, match="'svhn'"):
        normalise(draw(SEVEN), "svhn")


def test_the_width_of_a_bar_is_measured() -> None:
    bar = np.zeros((60, 60), np.float32)
    bar[10:50, 20:28] = 1
    assert stroke_width(bar) == pytest.approx(8, rel=0.2)


@pytest.mark.parametrize("bar", [4, 8, 20])
def test_strokes_get_the_width_of_scans(bar: int) -> None:
    """Scanned digits have strokes of 12% of their size, as measured on the training sets."""
    assert STROKE_WIDTH == 0.12
    image = np.zeros((100, 100), np.float32)
    image[10:90, 46 : 46 + bar] = 1
    found = equalise_strokes(image)
    rows = np.flatnonzero(found.max(axis=1) > 0.5)
    assert stroke_width(found) / (rows[-1] - rows[0] + 1) == pytest.approx(0.12, rel=0.35)


def test_ink_of_another_form_is_refused() -> None:
    with pytest.raises(InputError, match=r"ink has shape \(28, 28, 3\); give \(rows, columns\)"):
        normalise(np.zeros((28, 28, 3), np.float32), "zip")
    for value, message in ((255, "ink reaches 255"), (np.nan, "ink reaches nan")):
        with pytest.raises(InputError, match=message):
            normalise(np.full((28, 28), value, np.float32), "zip")
