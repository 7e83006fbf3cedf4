"""One run of a study: a recipe, a data set and a seed make a record, with everything that is later shown."""

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.network import Network
from lecun1989.model.reject import RejectOption
from lecun1989.results.run_record import (
    Criterion,
    Kernels,
    Missed,
    PassCurves,
    Rule,
    Run,
    SetName,
)
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.studies.reject_curve import (
    CRITERION,
    measure_refusal,
    rejected_percent,
    rejected_percent_together,
    rejection_curve,
    set_threshold,
)
from lecun1989_lab.studies.tuning import hold_out
from lecun1989_lab.training.initial import initial_network
from lecun1989_lab.training.measure import measure_all, predict_split
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.trainer import Measured, train


@dataclass(frozen=True)
class Record:
    """What is kept from a run.

    Attributes:
        run: the run's entry in results.json.
        h1_kernels: (passes + 1, 12, 25), before training and after each measured pass; results.json has them only for
            published networks.
    """

    run: Run
    h1_kernels: Kernels


def run(recipe: Recipe, dataset: Dataset, seed: int) -> Record:
    """Train a network and measure it."""
    kernels = [_h1_kernels(initial_network(recipe, seed))]

    def on_pass(number: int, network: Network, measured: Measured) -> None:
        kernels.append(_h1_kernels(network))

    training = train(recipe, dataset, seed, on_pass)
    metrics = measure_all(training.network, dataset)
    outputs, labels = predict_split(training.network, dataset.test), dataset.test.labels
    answers = outputs.argmax(axis=1)
    return Record(
        run=Run(
            seed=seed,
            cpu_seconds=round(training.cpu_seconds, 2),
            train=metrics["train"],
            test=metrics["test"],
            whole_test=metrics.get("whole_test"),
            passes=_pass_curves(training.curve),
            missed=tuple(
                Missed(int(index), int(labels[index]), int(answers[index]))
                for index in np.flatnonzero(answers != labels)
            ),
            rejected_percent={rule: _rejected_percent(outputs, labels, rule) for rule in get_args(Rule)},
            rejection_curve={
                criterion: tuple(_short(error) for error in rejection_curve(outputs, labels, criterion))
                for criterion in get_args(Criterion)
            },
            reject_option=make_reject_option(recipe, dataset, seed, outputs),
        ),
        h1_kernels=tuple(kernels),
    )


def make_reject_option(
    recipe: Recipe, dataset: Dataset, seed: int, outputs: NDArray[np.float32]
) -> RejectOption:
    """Set a trained network's threshold without the test set, then measure its effect on the test set.

    The threshold comes from a second network, trained in the same way on fewer digits, and from its held-out digits.

    Args:
        recipe: both networks' recipe.
        dataset: the trained network's data set.
        seed: both networks' seed.
        outputs: the trained network's outputs for every test digit.
    """
    smaller = hold_out(dataset)
    held_out, labels = predict_split(train(recipe, smaller, seed).network, smaller.test), smaller.test.labels
    threshold = set_threshold(held_out, labels)
    return RejectOption(
        CRITERION,
        threshold,
        held_out=measure_refusal(threshold, held_out, labels),
        test=measure_refusal(threshold, outputs, dataset.test.labels),
    )


def _pass_curves(curve: list[tuple[int, Measured]]) -> PassCurves:
    def loss(split: SetName) -> tuple[float, ...]:
        return tuple(_short(measured[split].loss) for _, measured in curve)

    def misses(split: SetName) -> tuple[int, ...]:
        return tuple(measured[split].misses for _, measured in curve)

    return PassCurves(
        number=tuple(number for number, _ in curve),
        train_loss=loss("train"),
        train_misses=misses("train"),
        test_loss=loss("test"),
        test_misses=misses("test"),
    )


def _rejected_percent(outputs: NDArray[np.float32], labels: NDArray[np.int64], rule: Rule) -> float:
    if rule == "together":
        return rejected_percent_together(outputs, labels)
    return rejected_percent(outputs, labels, rule)


def _h1_kernels(network: Network) -> tuple[tuple[float, ...], ...]:
    kernels: NDArray[np.float64] = network.parameters.h1_kernels.astype(np.float64)  # (12, 25)
    return tuple(tuple(round(float(weight), 3) for weight in kernel) for kernel in kernels)


def _short(value: float) -> float:
    return float(f"{value:.5g}")
