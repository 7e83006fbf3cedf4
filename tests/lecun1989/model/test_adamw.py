from dataclasses import replace

import numpy as np
import pytest

from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.training.adamw import AdamWTraining
from lecun1989_lab.training.augment import Augmentation
from lecun1989_lab.training.recipes import get_recipe
from lecun1989_lab.training.trainer import initial_network, train

SMOKE = replace(get_recipe("reader"), dataset="digits", passes=8, batch=16)


def test_a_few_passes_learn_to_read() -> None:
    training = train(SMOKE, load_dataset("digits"), 1)
    assert training.curve[-1][1]["test"]["error_percent"] < 10
    assert (training.network.theta.flat != 0).sum() <= 9760


def test_the_seed_decides() -> None:
    digits = load_dataset("digits")
    short = replace(SMOKE, passes=1)
    first, again, other = (train(short, digits, seed).network.theta.flat for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 1e-3


def test_the_steps_are_those_of_the_papers() -> None:
    """AdamW written out in float64, beside ours, on gradients of noise."""
    recipe = replace(SMOKE, averaging=0.9, augmentation=None)
    split = load_dataset("digits").train
    network = initial_network(recipe, 1)
    training = AdamWTraining(recipe, network, split, 1)
    theta = network.theta.flat.astype(np.float64)
    averaged, m, v = theta.copy(), np.zeros_like(theta), np.zeros_like(theta)
    weights = training._decay.astype(np.float64) / recipe.weight_decay
    assert weights.sum() == pytest.approx(12 * 25 + 12 * 300 + 30 * 192 + 10 * 30)  # no bias decays
    steps_a_pass = len(split.images) // recipe.batch
    generator = np.random.default_rng(0)
    for t in range(1, 120):
        g = generator.normal(0, 0.1, theta.shape).astype(np.float32)
        training._step_with(g)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g.astype(np.float64) ** 2
        rate = recipe.learning_rate * min(1, t / (2 * steps_a_pass))
        rate *= (1 + np.cos(np.pi * t / (recipe.passes * steps_a_pass))) / 2
        step = (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        theta -= rate * (step + recipe.weight_decay * weights * theta)
        keep = min(0.9, (1 + t) / (10 + t))
        averaged = keep * averaged + (1 - keep) * theta
    np.testing.assert_allclose(network.theta.flat, averaged, atol=2e-5)


def test_digits_are_deformed_from_their_originals_where_there_are_any(
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
    # An original twice as fine, whose cut is the digit: 16x16 pixels, each four times.
    finer = replace(digits.train, originals=digits.train.images.repeat(2, axis=1).repeat(2, axis=2))
    train(recipe, replace(digits, train=finer), 1)
    assert sides == {16, 32}


def test_undeformed_digits_are_those_of_the_data_set() -> None:
    digits = load_dataset("digits")
    finer = replace(digits.train, originals=digits.train.images.repeat(2, axis=1).repeat(2, axis=2))
    recipe = replace(SMOKE, passes=1, augmentation=None)
    plain, with_originals = (
        train(recipe, dataset, 1).network.theta.flat for dataset in (digits, replace(digits, train=finer))
    )
    np.testing.assert_array_equal(plain, with_originals)


def test_digits_are_deformed_anew_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[float] = []
    original = Augmentation.__call__

    def spy(self: Augmentation, images: np.ndarray, generator: np.random.Generator) -> np.ndarray:
        deformed: np.ndarray = original(self, images, generator)
        shown.append(float(deformed.sum()))
        return deformed

    monkeypatch.setattr(Augmentation, "__call__", spy)
    train(replace(SMOKE, passes=1), load_dataset("digits"), 1)
    assert len(shown) == len(set(shown)) > 10
