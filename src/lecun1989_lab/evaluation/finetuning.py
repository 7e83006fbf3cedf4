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
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.drawn_digits import CENTRED, WAYS


def measure_teaching(weights: Weights, digits: Sequence[PenDigit]) -> dict[str, Any]:
    """Teach a network each digit that it misreads, drawn in the middle of the pad, and count.

    The length of a step in `explain.finetune` was chosen on every second writer in the order of their names, from the
    first on ("development"); the others ("report") say what it is worth.

    Returns:
        For both halves "digits" and "taught", how many there are and how many were misread and hence taught;
        "learned_percent" of those; "steps", their median and most; and for digits that were not taught, by the "same"
        writer and by the "others", "before" and "after": accuracy in percent, every taught copy counting alike; of
        "others" also "worst", after.
    """
    writers = sorted({digit.writer for digit in digits})
    halves = {"development": writers[::2], "report": writers[1::2]}
    return {
        half: _measure_half(weights, [digit for digit in digits if digit.writer in set(names)])
        for half, names in halves.items()
    }


def _measure_half(weights: Weights, digits: Sequence[PenDigit]) -> dict[str, Any]:
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
        return {"digits": len(digits), "taught": 0}
    learned, steps, same_before, same_after, others_before, others_after = zip(*found, strict=True)
    return {
        "digits": len(digits),
        "taught": len(found),
        "learned_percent": _percent(np.array(learned)),
        "steps": {"median": float(np.median(steps)), "most": max(steps)},
        "same": {"before": float(np.nanmean(same_before)), "after": float(np.nanmean(same_after))},
        "others": {
            "before": float(np.mean(others_before)),
            "after": float(np.mean(others_after)),
            "worst": min(others_after),
        },
    }


def _percent(right: NDArray[np.bool_]) -> float:
    return 100 * float(right.mean()) if right.size else float("nan")


def _image(weights: Weights, digit: PenDigit, number: int) -> NDArray[np.float32]:
    image = normalise(WAYS[CENTRED].draw(digit, number), weights.normalisation)
    return blank() if image is None else image


def _read(weights: Weights, images: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.asarray(weights.network.outputs(images).argmax(axis=1))
