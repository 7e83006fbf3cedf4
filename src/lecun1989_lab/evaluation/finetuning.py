"""The effect of fine-tuning on one digit: on this digit, on others by the same writer, and on other writers' digits.

For every recorded digit that a network misreads, a fresh copy of the network is fine-tuned on this digit alone.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lecun1989.explain.finetune import finetune
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989.results.recorded_digits import (
    AccuracyChange,
    FineTunedHalf,
    FineTuning,
    OthersAccuracyChange,
    StepCounts,
)
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.drawn_digits import CENTRED, WAYS


def measure_fine_tuning(network: TrainedNetwork, digits: Sequence[PenDigit], source: str) -> FineTuning:
    """Fine-tune a network on each digit that it misreads, drawn in the middle of the pad, and count the answers.

    Every second writer by name, from the first on, is for "development": the length of a step in `explain.finetune` was
    chosen on them. The others are for the "report".

    Args:
        network: the network.
        digits: recorded strokes.
        source: the name of their file.
    """
    writers = sorted({digit.writer for digit in digits})
    development, report = (
        _measure_half(network, [digit for digit in digits if digit.writer in set(names)])
        for names in (writers[::2], writers[1::2])
    )
    return FineTuning(network.name, source, development, report)


def _measure_half(network: TrainedNetwork, digits: Sequence[PenDigit]) -> FineTunedHalf:
    images = np.stack([_image(network, digit, number) for number, digit in enumerate(digits)])  # (n, 16, 16)
    labels = np.array([digit.label for digit in digits])
    writer = np.array([digit.writer for digit in digits])
    right = _answers(network, images) == labels
    found = []
    for number in np.flatnonzero(~right):
        tuned = finetune(network, images[number : number + 1], labels[number : number + 1])
        now = _answers(tuned.network, images) == labels
        rest = np.arange(len(digits)) != number
        same, others = rest & (writer == writer[number]), writer != writer[number]
        found.append(
            (
                bool(now[number]),
                tuned.steps,
                *(_percent(reads[group]) for group in (same, others) for reads in (right, now)),
            )
        )
    if not found:
        return FineTunedHalf(len(digits), 0, None, None, None, None)
    learned, steps, same_before, same_after, others_before, others_after = zip(*found, strict=True)
    return FineTunedHalf(
        digits=len(digits),
        taught=len(found),
        learned_percent=_percent(np.array(learned)),
        steps=StepCounts(float(np.median(steps)), max(steps)),
        same=AccuracyChange(float(np.nanmean(same_before)), float(np.nanmean(same_after))),
        others=OthersAccuracyChange(
            float(np.mean(others_before)), float(np.mean(others_after)), worst=min(others_after)
        ),
    )


def _percent(right: NDArray[np.bool_]) -> float:
    return 100 * float(right.mean()) if right.size else float("nan")


def _image(network: TrainedNetwork, digit: PenDigit, number: int) -> NDArray[np.float32]:
    image = normalise(WAYS[CENTRED].draw(digit, number), network.card.normalisation)
    return blank() if image is None else image


def _answers(network: TrainedNetwork, images: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.asarray(network(images).argmax(axis=1))
