"""What teaching a digit does (`explain.finetune`): to that digit, to others by the same hand, and to everybody else's.

Every recorded digit that a network misreads is taught to a fresh copy of it, alone.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lecun1989.explain.finetune import teach
from lecun1989.model.checkpoint import Weights
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989.results.measurements import encode_counts
from lecun1989.results.recorded_digits import (
    AccuracyChange,
    FineTunedHalf,
    FineTuning,
    OthersAccuracyChange,
    StepCounts,
)
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.drawn_digits import CENTRED, WAYS


def measure_fine_tuning(weights: Weights, digits: Sequence[PenDigit], source: str) -> FineTuning:
    """Teach a network each digit that it misreads, drawn in the middle of the pad, and count.

    The length of a step in `explain.finetune` was chosen on every second writer in the order of their names, from the
    first on ("development"); the others ("report") say what it is worth.

    Args:
        weights: the network.
        digits: recorded strokes.
        source: the name of their file.
    """
    writers = sorted({digit.writer for digit in digits})
    development, report = (
        _measure_half(weights, [digit for digit in digits if digit.writer in set(names)])
        for names in (writers[::2], writers[1::2])
    )
    return FineTuning(weights.name, source, development, report)


def measure_teaching(weights: Weights, digits: Sequence[PenDigit]) -> dict[str, Any]:
    """Return `measure_fine_tuning` as JSON without "weights" and "strokes", which the command adds."""
    return encode_counts(measure_fine_tuning(weights, digits, ""))


def _measure_half(weights: Weights, digits: Sequence[PenDigit]) -> FineTunedHalf:
    images = np.stack([_image(weights, digit, number) for number, digit in enumerate(digits)])  # (n, 16, 16)
    labels = np.array([digit.label for digit in digits])
    writer = np.array([digit.writer for digit in digits])
    right = _read(weights, images) == labels
    found = []
    for number in np.flatnonzero(~right):
        taught = teach(weights, images[number : number + 1], labels[number : number + 1])
        now = _read(taught.weights, images) == labels
        rest = np.arange(len(digits)) != number
        same, others = rest & (writer == writer[number]), writer != writer[number]
        found.append(
            (
                bool(now[number]),
                taught.steps,
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


def _image(weights: Weights, digit: PenDigit, number: int) -> NDArray[np.float32]:
    image = normalise(WAYS[CENTRED].draw(digit, number), weights.normalisation)
    return blank() if image is None else image


def _read(weights: Weights, images: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.asarray(weights.network.outputs(images).argmax(axis=1))
