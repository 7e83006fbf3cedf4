"""The record of one training run: a recipe trained with one seed (docs/results.md describes the fields)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from lecun1989.model.metrics import Metrics
from lecun1989.model.reject import RejectOption
from lecun1989.results.codec import OPTIONAL

SetName = Literal["train", "test"]
Criterion = Literal["top", "second", "difference"]
Rule = Literal["top", "second", "difference", "together"]
Kernels = tuple[
    tuple[tuple[float, ...], ...], ...
]  # (passes + 1, 12, 25); the first are those before training

ALLOWED_PERCENT = 1.0  # error on the digits that are not refused (paper, section 5)
CURVE_STEP_PERCENT = 0.5  # between two points of a rejection curve


class Missed(NamedTuple):
    """A misread test digit: its place in the test set, counted from 0, its class, and the network's answer."""

    place: int
    digit: int
    answer: int


@dataclass(frozen=True)
class PassCurves:
    """Measurements after each measured pass; all lists have the same length.

    Attributes:
        number: the pass's number, from 1.
        train_loss: mean loss on the training set.
        train_misses: misread training digits.
        test_loss: mean loss on the test set.
        test_misses: misread test digits.
    """

    number: tuple[int, ...]
    train_loss: tuple[float, ...]
    train_misses: tuple[int, ...]
    test_loss: tuple[float, ...]
    test_misses: tuple[int, ...]

    def misses(self, split: SetName) -> tuple[int, ...]:
        """Return the misread digits of one set after each measured pass."""
        return self.train_misses if split == "train" else self.test_misses


@dataclass(frozen=True)
class Run:
    """One training run.

    Attributes:
        seed: seed of the initial weights.
        cpu_seconds: processor time of the training passes.
        train: performance on the training set, after the last pass.
        test: performance on the test set, after the last pass.
        whole_test: performance on all test digits, if the test set is drawn from more; else None.
        passes: loss and misses after each measured pass.
        missed: the misread test digits.
        rejected_percent: by rule, the share of the test set that must be refused for ALLOWED_PERCENT error on the rest.
        rejection_curve: by criterion, the error in percent on the rest if the least sure 0, 0.5, 1 ... 25% of the
            test set are refused (steps of CURVE_STEP_PERCENT).
        reject_option: a threshold that was set beforehand.
    """

    seed: int
    cpu_seconds: float
    train: Metrics
    test: Metrics
    whole_test: Metrics | None = field(metadata=OPTIONAL)
    passes: PassCurves
    missed: tuple[Missed, ...]
    rejected_percent: Mapping[Rule, float]
    rejection_curve: Mapping[Criterion, tuple[float, ...]]
    reject_option: RejectOption

    def metrics(self, split: SetName) -> Metrics:
        """Return the measurements on one set after the last pass."""
        return self.train if split == "train" else self.test

    def errors_by_pass(self, split: SetName) -> list[float]:
        """Return the share of misread digits in percent, after each measured pass."""
        return [100 * misses / self.metrics(split).examples for misses in self.passes.misses(split)]
