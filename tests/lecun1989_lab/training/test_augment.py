from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lecun1989.preprocess.resample import shrink
from lecun1989_lab.training.augment import Augmentation


class Largest:
    """A generator that always returns the largest possible numbers."""

    def uniform(self, low: float, high: float, size: int) -> NDArray[np.float64]:
        return np.full(size, high)

    def standard_normal(self, shape: tuple[int, ...], dtype: Any) -> NDArray[np.float32]:
        return np.ones(shape, np.float32)


@pytest.fixture
def digit() -> NDArray[np.float32]:
    image = np.full((1, 16, 16), -1, np.float32)
    image[0, 4:12, 5:8] = 1
    image[0, 4:6, 5:11] = 0.5
    return image


def deform(augmentation: Augmentation, images: NDArray[np.float32]) -> NDArray[np.float32]:
    deformed: NDArray[np.float32] = augmentation(images, Largest())  # type: ignore[arg-type]
    return deformed


def test_no_deformation_changes_nothing(digit: NDArray[np.float32]) -> None:
    np.testing.assert_allclose(deform(Augmentation(), digit), digit, atol=1e-5)


def test_an_undeformed_original_is_reduced_like_test_digits() -> None:
    originals = np.random.default_rng(0).uniform(-1, 1, (20, 28, 28)).astype(np.float32)
    cut = deform(Augmentation(), originals)
    assert cut.dtype == np.float32
    np.testing.assert_allclose(cut, shrink(originals), atol=1e-6)


def test_a_deformed_original_is_interpolated_once() -> None:
    """Lines of one pixel stay equally dark when they move by 8/7 pixels of 16x16, which are two pixels of 28x28."""
    originals = np.full((1, 28, 28), -1, np.float32)
    originals[0, 4:24, 5::4] = 1
    moved = np.full_like(originals, -1)
    moved[:, :-2, :-2] = originals[:, 2:, 2:]
    np.testing.assert_allclose(deform(Augmentation(shift=8 / 7), originals), shrink(moved), atol=1e-4)


def test_deforming_the_original_is_like_deforming_the_reduced_digit() -> None:
    """On a smooth picture, interpolating twice has little effect, so the order hardly matters."""
    y, x = np.mgrid[-1:1:28j, -1:1:28j]
    fine = (2 * np.exp(-4 * (y - 0.2) ** 2 - 4 * (x - y / 3) ** 2) - 1).astype(np.float32)[None]
    augmentation = Augmentation(rotation=15, scale=0.1, shear=0.2, shift=1.0, elastic=0.5)
    np.testing.assert_allclose(deform(augmentation, fine), deform(augmentation, shrink(fine)), atol=0.1)


def test_deformations_of_16_pixel_digits_are_fixed() -> None:
    """The published runs on zip codes used exactly these numbers."""
    images = np.linspace(-1, 1, 3 * 256, dtype=np.float32).reshape(3, 16, 16)
    deformed = Augmentation(12, 0.12, 0.15, 1.2, 1.0)(images, np.random.default_rng(5))
    expected = [[-0.8361353, -0.5114688], [-0.1406244, 0.2216640], [0.5445464, 0.8375953]]
    np.testing.assert_allclose(deformed[:, 3:13:9, 7], expected, atol=1e-6)


def test_a_shift_moves_by_whole_pixels(digit: NDArray[np.float32]) -> None:
    moved = deform(Augmentation(shift=2.0), digit)  # each pixel's source is two pixels further down and right
    np.testing.assert_allclose(moved[0, :-2, :-2], digit[0, 2:, 2:], atol=1e-5)
    assert (moved[0, -2:] == -1).all()


def test_a_quarter_turn_is_a_quarter_turn(digit: NDArray[np.float32]) -> None:
    turned = deform(Augmentation(rotation=90), digit)
    np.testing.assert_allclose(turned[0], np.rot90(digit[0], -1), atol=1e-4)


def test_a_shear_moves_the_rows_apart(digit: NDArray[np.float32]) -> None:
    sheared = deform(Augmentation(shear=2 / 7.5), digit)
    np.testing.assert_allclose(sheared[0, 15, :-2], digit[0, 15, 2:], atol=1e-4)
    centres = [row @ np.arange(16) / row.sum() for row in (sheared[0, 4:12] + 1) if row.sum() > 0]
    assert centres[0] - centres[-1] > 1


def test_a_larger_scale_samples_further_out(digit: NDArray[np.float32]) -> None:
    smaller = deform(Augmentation(scale=float(np.log(2))), digit)
    assert (smaller + 1).sum() == pytest.approx((digit + 1).sum() / 4, rel=0.15)


def test_equal_moves_of_all_knots_are_a_shift(digit: NDArray[np.float32]) -> None:
    np.testing.assert_allclose(
        deform(Augmentation(elastic=2.0), digit), deform(Augmentation(shift=2.0), digit), atol=1e-4
    )


def test_results_depend_on_the_seed_and_stay_in_range() -> None:
    images = np.random.default_rng(0).uniform(-1, 1, (20, 16, 16)).astype(np.float32)
    augmentation = Augmentation(12, 0.12, 0.15, 1.2, 1.0)
    first, again, other = (augmentation(images, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.1
    assert first.shape == images.shape
    assert first.dtype == np.float32
    assert np.abs(first).max() <= 1.00001
