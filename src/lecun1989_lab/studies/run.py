"""One run of a study: a recipe, a data set and a seed make a record, all that is later shown of the run."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.model.network import Network
from lecun1989.model.reject import CRITERIA, RejectOption
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
from lecun1989_lab.training.measure import measure_all, predict_split
from lecun1989_lab.training.recipes import Recipe
from lecun1989_lab.training.trainer import Measured, initial_network, train

Record = dict[str, Any]


def run(recipe: Recipe, dataset: Dataset, seed: int) -> Record:
    """Train and measure.

    Returns:
        Fit for JSON; docs/results.md says what each field holds.
    """
    kernels = [_h1_kernels(initial_network(recipe, seed))]

    def on_pass(number: int, network: Network, measured: Measured) -> None:
        kernels.append(_h1_kernels(network))

    training = train(recipe, dataset, seed, on_pass)
    outputs, labels = predict_split(training.network, dataset.test), dataset.test.labels
    answers = outputs.argmax(axis=1)
    missed = np.flatnonzero(answers != labels)
    option = make_reject_option(recipe, dataset, seed, outputs)
    return {
        "seed": seed,
        "cpu_seconds": round(training.cpu_seconds, 2),
        **measure_all(training.network, dataset),
        "passes": {
            "number": [number for number, _ in training.curve],
            **{
                f"{split}_{measure}": [_short(measured[split][measure]) for _, measured in training.curve]
                for split in ("train", "test")
                for measure in ("loss", "misses")
            },
        },
        "missed": np.stack([missed, labels[missed], answers[missed]], axis=1).tolist(),
        "rejected_percent": {
            **{name: rejected_percent(outputs, labels, name) for name in CRITERIA},
            "together": rejected_percent_together(outputs, labels),
        },
        "rejection_curve": {
            name: [_short(error) for error in rejection_curve(outputs, labels, name)] for name in CRITERIA
        },
        "reject_option": option.describe(),
        "h1_kernels": kernels,
    }


def make_reject_option(
    recipe: Recipe, dataset: Dataset, seed: int, outputs: NDArray[np.float32]
) -> RejectOption:
    """Set a trained network's threshold without a look at the test set, then measure what it does there.

    The threshold comes from a second network, trained alike but on fewer digits, and the training digits it never saw.

    Args:
        recipe: of both networks.
        dataset: of the trained network.
        seed: of both networks.
        outputs: the trained network's, for every test digit.
    """
    smaller = hold_out(dataset)
    held_out, labels = predict_split(train(recipe, smaller, seed).network, smaller.test), smaller.test.labels
    option = RejectOption(CRITERION, set_threshold(held_out, labels), {})
    measured = {
        "held_out": measure_refusal(option, held_out, labels),
        "test": measure_refusal(option, outputs, dataset.test.labels),
    }
    return replace(option, measured=measured)


def _h1_kernels(network: Network) -> list[list[float]]:
    kernels: NDArray[np.float64] = network.theta.h1_kernels.astype(np.float64)  # (12, 25)
    return [[round(float(weight), 3) for weight in kernel] for kernel in kernels]


def _short(value: float) -> float:
    return value if isinstance(value, int) else float(f"{value:.5g}")
