from dataclasses import replace

import numpy as np
import pytest

from lecun1989.model.optimizers import AdamW
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.training.augment import Augmentation
from lecun1989_lab.training.presentation import RandomBatches
from lecun1989_lab.training.recipes import get_recipe
from lecun1989_lab.training.trainer import train

READER = get_recipe("reader")
SMOKE = replace(READER, dataset="digits", passes=8, optimizer=AdamW(4e-3, 16, 0.01, averaging=0.999))


def test_a_few_passes_learn_to_read() -> None:
    training = train(SMOKE, load_dataset("digits"), 1)
    assert training.curve[-1][1]["test"].error_percent < 10
    assert (training.network.parameters.flat != 0).sum() <= 9760


def test_results_depend_on_the_seed() -> None:
    digits = load_dataset("digits")
    short = replace(SMOKE, passes=1)
    first, again, other = (train(short, digits, seed).network.parameters.flat for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 1e-3


def test_digits_are_deformed_from_their_originals_if_there_are_any(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sides: set[int] = set()
    original = Augmentation.__call__

    def spy(self: Augmentation, images: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        sides.add(images.shape[1])
        deformed: np.ndarray = original(self, images, generator)
        return deformed

    monkeypatch.setattr(Augmentation, "__call__", spy)
    digits = load_dataset("digits")
    recipe = replace(SMOKE, passes=1)
    train(recipe, digits, 1)
    assert sides == {16}
    # An original of twice the size that reduces to the digit: each of the 16x16 pixels is there four times.
    finer = replace(digits.train, originals=digits.train.images.repeat(2, axis=1).repeat(2, axis=2))
    train(recipe, replace(digits, train=finer), 1)
    assert sides == {16, 32}


def test_undeformed_digits_are_those_of_the_data_set() -> None:
    digits = load_dataset("digits")
    finer = replace(digits.train, originals=digits.train.images.repeat(2, axis=1).repeat(2, axis=2))
    recipe = replace(SMOKE, passes=1, augmentation=None)
    plain, with_originals = (
        train(recipe, dataset, 1).network.parameters.flat
        for dataset in (digits, replace(digits, train=finer))
    )
    np.testing.assert_array_equal(plain, with_originals)


def test_digits_are_deformed_differently_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[float] = []
    original = Augmentation.__call__

    def spy(self: Augmentation, images: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        deformed: np.ndarray = original(self, images, generator)
        shown.append(float(deformed.sum()))
        return deformed

    monkeypatch.setattr(Augmentation, "__call__", spy)
    train(replace(SMOKE, passes=1), load_dataset("digits"), 1)
    assert len(shown) == len(set(shown)) > 10


def test_each_pass_shows_every_digit_once_in_another_order() -> None:
    split = load_dataset("digits").train.take(slice(64))
    batches = RandomBatches(split, "softmax", 16, None, seed=1)
    orders = []
    for _ in range(2):
        labels = np.concatenate([targets for _, targets in batches.batches()])
        patches = np.concatenate([patches for patches, _ in batches.batches()])
        assert labels.shape == (64, 10)
        orders.append(patches[:, 0, 18].tolist())
        assert sorted(orders[-1]) == sorted(split.images[:, 1, 1].tolist())
    assert orders[0] != orders[1]
