import numpy as np
import pytest
from numpy.typing import NDArray

from lecun1989.ink.components import label_components
from lecun1989.ink.specks import _is_one_group, drop_specks

Image = NDArray[np.float32]


def blocks(*boxes: tuple[int, int, int, int], side: int = 100) -> Image:
    """Ink in boxes of top, left, height and width."""
    ink = np.zeros((side, side), np.float32)
    for top, left, height, width in boxes:
        ink[top : top + height, left : left + width] = 1
    return ink


DIGIT = (20, 20, 60, 20)


def clean(ink: Image) -> Image:
    return drop_specks(ink, ink > 0.3)


@pytest.mark.parametrize("speck", [(0, 0, 9, 9), (90, 90, 9, 9), (50, 95, 3, 3)])
def test_a_small_mark_apart_is_removed(speck: tuple[int, int, int, int]) -> None:
    ink = blocks(DIGIT, speck)
    before = ink.copy()
    np.testing.assert_array_equal(clean(ink), blocks(DIGIT))
    np.testing.assert_array_equal(ink, before)


@pytest.mark.parametrize(
    "boxes",
    [
        (DIGIT,),
        (DIGIT, (20, 44, 8, 8)),  # near: the gap is smaller than a cell
        (DIGIT, (20, 60, 20, 20)),  # large
        tuple((row, row, 5, 5) for row in range(0, 96, 15)),  # only small marks
    ],
)
def test_everything_else_is_kept(boxes: tuple[tuple[int, int, int, int], ...]) -> None:
    ink = blocks(*boxes)
    assert clean(ink) is ink


@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (300, 1), (7, 90)])
def test_any_shape_works(shape: tuple[int, int]) -> None:
    ink = np.ones(shape, np.float32)
    assert clean(ink) is ink


def test_a_single_group_is_found_without_labelling() -> None:
    generator = np.random.default_rng(0)
    one = 0
    for shape in ((16, 9), (5, 16), (1, 16), (16, 1), (1, 1)):
        for share in (0.1, 0.3, 0.5, 0.9):
            for _ in range(25):
                cells = generator.integers(1, 9, shape) * (generator.random(shape) < share)
                groups = label_components(cells > 0)[1]
                assert _is_one_group(cells) == (groups < 2), cells
                one += groups == 1
    assert one > 50


@pytest.mark.parametrize(("share", "stays"), [(0.05, False), (0.12, True)])
def test_a_speck_has_at_most_8_percent_of_the_ink(share: float, stays: bool) -> None:
    digit = 60 * 20
    side = round((digit * share / (1 - share)) ** 0.5)
    ink = blocks(DIGIT, (85, 80, side, side))
    assert clean(ink)[85:, 80:].any() == stays
