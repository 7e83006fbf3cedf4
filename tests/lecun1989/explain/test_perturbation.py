"""Perturbations of an image: each has the effect of its name, and none at its neutral value."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.perturbation import NEUTRAL, RANGES, STEPS, perturb, perturbation_curves, vary
from tests.lecun1989.explain.readings import read_seven
from tests.lecun1989.networks import random_images


def changed(**values: float) -> np.ndarray:
    return np.array([values.get(name, neutral) for name, neutral in zip(RANGES, NEUTRAL, strict=True)])


def bar() -> np.ndarray:
    """An upright bar, two pixels wide."""
    image = np.full((16, 16), -1, np.float32)
    image[4:12, 7:9] = 1
    return image


def centre(image: np.ndarray) -> tuple[float, float]:
    ink = (image + 1) / 2
    rows, columns = np.mgrid[:16, :16]
    return float((ink * rows).sum() / ink.sum()), float((ink * columns).sum() / ink.sum())


def test_neutral_changes_nothing() -> None:
    image = random_images(1)[0]
    np.testing.assert_allclose(perturb(image, changed()), image, atol=1e-6)


def test_moves_right_and_down() -> None:
    moved = perturb(bar(), changed(right=2, down=-1))
    np.testing.assert_allclose(moved, np.roll(bar(), (-1, 2), (0, 1)), atol=1e-6)
    halfway = perturb(bar(), changed(right=0.5))
    assert centre(halfway) == pytest.approx((7.5, 8.0), abs=1e-3)


def test_ink_that_leaves_the_image_is_lost_and_paper_replaces_it() -> None:
    image = np.ones((16, 16), np.float32)
    moved = perturb(image, changed(right=6))
    assert (moved[:, :6] == -1).all()
    assert (moved[:, 6:] == 1).all()


def test_rotates_clockwise() -> None:
    image = np.full((16, 16), -1, np.float32)
    image[0:8, 7:9] = 1  # a clock hand at twelve
    turned = perturb(image, changed(rotation=90))  # the hand is at three
    assert centre(turned) == pytest.approx((7.5, 15 - centre(image)[0]), abs=0.05)


def test_resizes_about_the_middle() -> None:
    small = perturb(bar(), changed(size=0.5))
    assert centre(small) == pytest.approx((7.5, 7.5), abs=1e-3)
    assert ((small + 1) / 2).sum() == pytest.approx(((bar() + 1) / 2).sum() / 4, rel=0.15)


def test_pens_thicken_and_thin() -> None:
    thin, thick = perturb(bar(), changed(pen=-0.5)), perturb(bar(), changed(pen=1))
    assert thin.sum() < bar().sum() < thick.sum()
    assert (thick >= bar()).all()
    assert (thin <= bar()).all()


def test_noise_is_noise_and_the_same_each_time() -> None:
    grey = np.zeros((16, 16), np.float32)
    first, second = perturb(grey, changed(noise=0.2)), perturb(grey, changed(noise=0.2))
    np.testing.assert_array_equal(first, second)
    assert first.mean() == pytest.approx(0, abs=1e-6)
    assert first.std() == pytest.approx(0.2, rel=0.01)
    for one, other in ((first[:, 1:], first[:, :-1]), (first[1:], first[:-1])):
        assert abs(np.corrcoef(one.ravel(), other.ravel())[0, 1]) < 0.15


def test_curves_vary_one_value_and_keep_the_others() -> None:
    settings = changed(rotation=15, noise=0.3)
    varied = vary(settings)
    assert varied.shape == (6, STEPS, 6)
    for at, (low, high) in enumerate(RANGES.values()):
        assert (varied[at, 0, at], varied[at, -1, at]) == (low, high)
        rest = np.delete(varied[at], at, axis=1)
        np.testing.assert_array_equal(rest, np.tile(np.delete(settings, at), (STEPS, 1)))


def test_curves_are_the_answers_at_each_step() -> None:
    reading, values = read_seven("reader"), changed(rotation=15)
    curves = perturbation_curves(reading, values)
    assert list(curves) == list(RANGES)
    at = 16  # the value 2, in 25 steps from -6 to 6
    there = values.copy()
    there[0] = 2
    outputs = reading.network(perturb(reading.image, there))
    assert curves["right"].scores.shape == (STEPS, 10)
    assert curves["right"].scores[at] == pytest.approx(outputs, abs=1e-5)
    assert curves["right"].digits[at] == outputs.argmax()
    with pytest.raises(InputError, match="size is 0"):
        perturbation_curves(reading, changed(size=0))


@pytest.mark.parametrize("values", [changed(size=0), changed(rotation=91), changed(noise=np.nan)])
def test_values_out_of_range_are_refused(values: np.ndarray) -> None:
    with pytest.raises(InputError, match=r"the perturbation's (size|rotation|noise) is "):
        perturb(bar(), values)


def test_another_number_of_values_is_refused() -> None:
    with pytest.raises(InputError, match="has 3 values; give right, down, rotation, size, pen, noise"):
        perturb(bar(), np.zeros(3))
