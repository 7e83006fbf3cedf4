"""How well a network reads people's digits: recorded strokes in several sizes and places, with several pens.

    recorded strokes -> drawn on the pad in each of WAYS -> normalised -> read -> counted by class and by writer

The digits of one writer are alike, so they are not independent. The intervals are therefore over writers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lecun1989.ink.strokes import DIGIT_SIDE, PAD_SIDE, PEN, draw_paths, place_strokes
from lecun1989.model.sizes import CLASSES
from lecun1989.preprocess.normalization import blank, normalise
from lecun1989.results.recorded_digits import Accuracy, Condition, DrawnDigits, Mistake, WriterResult
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.studies.significance import cluster_share

Point = tuple[float, float]


@dataclass(frozen=True)
class Way:
    """How digits are drawn on the pad of 280 x 280; lengths in its pixels.

    Attributes:
        aspect: what is varied: "place", "size", "pen" or "mishap".
        side: the longest side.
        centres: (x, y), used in turn.
        pen: the pen's width.
        dots: (x, y), used in turn, for a dot of half the pen's width; empty for no dots.
    """

    aspect: str
    side: float = DIGIT_SIDE
    centres: tuple[Point, ...] = ((PAD_SIDE / 2, PAD_SIDE / 2),)
    pen: float = PEN
    dots: tuple[Point, ...] = ()

    def draw(self, digit: PenDigit, number: int) -> NDArray[np.float32]:
        """Draw a digit; its `number` among all digits selects the centre and the dot."""
        ink = draw_paths(self.paths(digit, number), self.pen)
        if not self.dots:
            return ink
        dot = np.array([self.dots[number % len(self.dots)]])
        return np.maximum(ink, draw_paths([dot], self.pen / 2))

    def paths(self, digit: PenDigit, number: int) -> list[NDArray[np.float64]]:
        """Return the pen's paths, (n, 2) for each stroke."""
        return place_strokes(digit.strokes, self.side, self.centres[number % len(self.centres)])


CENTRED = "centred"
WAYS = {
    CENTRED: Way("place"),
    "half size, off-centre": Way("place", DIGIT_SIDE / 2, ((75, 75), (205, 75), (75, 205), (205, 205))),
    "a tenth cut off": Way("place", centres=((80, 140), (200, 140), (140, 80), (140, 200))),
    "60 pixels small": Way("size", 60),
    "260 pixels large": Way("size", 260),
    "pen of 6": Way("pen", pen=6),
    "pen of 10": Way("pen", pen=10),
    "pen of 36": Way("pen", pen=36),
    "pen of 48": Way("pen", pen=48),
    "a stray dot": Way("mishap", 160, dots=((12, 12), (268, 12), (12, 268), (268, 268))),
}


def measure_drawn_digits(network: TrainedNetwork, digits: Sequence[PenDigit], source: str) -> DrawnDigits:
    """Draw every digit in each of WAYS, let the network read it, and count the answers.

    Args:
        network: the network.
        digits: recorded strokes.
        source: the name of their file.
    """
    counts = _Counts(digits)
    answers = {name: _read(network, digits, way) for name, way in WAYS.items()}
    return DrawnDigits(
        weights=network.name,
        strokes=source,
        digits=len(digits),
        writers=len(counts.writers),
        conditions={name: counts.condition(WAYS[name].aspect, read) for name, read in answers.items()},
        by_writer=tuple(counts.by_writer(answers[CENTRED])),
        mistakes=tuple(counts.mistakes(answers[CENTRED])),
    )


def _read(network: TrainedNetwork, digits: Sequence[PenDigit], way: Way) -> NDArray[np.int64]:
    """Return the answers, (n,)."""
    found = [
        normalise(way.draw(digit, number), network.card.normalisation) for number, digit in enumerate(digits)
    ]
    images = np.stack([blank() if image is None else image for image in found])
    return np.asarray(network(images).argmax(axis=1))


class _Counts:
    """Counts answers by writer and class."""

    def __init__(self, digits: Sequence[PenDigit]) -> None:
        names = [digit.writer for digit in digits]
        self.writers = sorted(set(names))
        self._labels = np.array([digit.label for digit in digits])
        self._writer = np.array([self.writers.index(name) for name in names])
        self._written = self._count(np.ones(len(digits), bool))

    def _count(self, which: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Return (writers, 10): how many of these digits each writer wrote, by class."""
        counts = np.zeros((len(self.writers), CLASSES), np.int64)
        np.add.at(counts, (self._writer[which], self._labels[which]), 1)
        return counts

    def condition(self, aspect: str, answers: NDArray[np.int64]) -> Condition:
        """Return the share read correctly, of all digits and by class, with intervals."""
        right = self._count(answers == self._labels)
        everything = _accuracy(right.sum(axis=1), self._written.sum(axis=1))
        classes = [label for label in range(CLASSES) if self._written[:, label].any()]
        return Condition(
            aspect=aspect,
            percent=everything.percent,
            ci95=everything.ci95,
            by_class={str(label): _accuracy(right[:, label], self._written[:, label]) for label in classes},
        )

    def by_writer(self, answers: NDArray[np.int64]) -> list[WriterResult]:
        """Return each writer's name, digits and misread digits, worst writer first."""
        digits = self._written.sum(axis=1)
        misread = self._count(answers != self._labels).sum(axis=1)
        found = [
            WriterResult(name, int(of), int(wrong))
            for name, of, wrong in zip(self.writers, digits, misread, strict=True)
        ]
        return sorted(found, key=lambda each: (-each.misread / each.digits, each.writer))

    def mistakes(self, answers: NDArray[np.int64]) -> list[Mistake]:
        """Return which digits were read as which, most frequent first."""
        pairs = zip(self._labels.tolist(), answers.tolist(), strict=True)
        wrong = Counter((label, answer) for label, answer in pairs if label != answer)
        return [
            Mistake(label, answer, times)
            for (label, answer), times in sorted(wrong.items(), key=lambda each: (-each[1], each[0]))
        ]


def _accuracy(right: NDArray[np.int64], written: NDArray[np.int64]) -> Accuracy:
    share = cluster_share(right, written)
    return Accuracy(share.percent, share.ci95)
