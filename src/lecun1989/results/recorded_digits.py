"""Measurements on recorded pen strokes, as stored in docs/measured.

DrawnDigits      strokes-NETWORK.json    how well a network reads digits drawn in several ways
FineTuning       teaching-NETWORK.json   how fine-tuning on one digit changes the answers to others
ZipCodes         codes-NETWORK.json      how many zip codes a network reads without a mistake
Counterfactuals  counterfactuals.json    how few strokes change a digit into another
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lecun1989.results.codec import OPTIONAL, key
from lecun1989.results.spread import interval_text


@dataclass(frozen=True)
class Share:
    """A share with its 95% interval, both in percent."""

    percent: float
    ci95: tuple[float, float]


@dataclass(frozen=True)
class Accuracy:
    """The share of digits read correctly, with its 95% interval, both in percent."""

    percent: float = field(metadata=key("accuracy_percent"))
    ci95: tuple[float, float]

    @property
    def text(self) -> str:
        """The share without unit: "98.2"."""
        return f"{self.percent:.1f}"

    @property
    def interval_text(self) -> str:
        """The interval without unit: "97.2 to 99.0"."""
        return interval_text(self.ci95, 1)


@dataclass(frozen=True)
class Condition:
    """How well a network reads digits that are drawn in one way.

    Attributes:
        aspect: what is varied: "place", "size", "pen" or "mishap".
        percent: the share read correctly.
        ci95: its 95% interval.
        by_class: the same by digit, "0" to "9".
    """

    aspect: str
    percent: float = field(metadata=key("accuracy_percent"))
    ci95: tuple[float, float]
    by_class: Mapping[str, Accuracy]

    @property
    def accuracy(self) -> Accuracy:
        """The share of all digits read correctly."""
        return Accuracy(self.percent, self.ci95)


@dataclass(frozen=True)
class WriterResult:
    """A writer, the number of their digits, and how many of them are misread."""

    writer: str
    digits: int
    misread: int


@dataclass(frozen=True)
class Mistake:
    """How many times digits of one class are read as another."""

    label: int
    read: int
    times: int


@dataclass(frozen=True)
class DrawnDigits:
    """How well a network reads recorded pen strokes.

    Attributes:
        weights: the network's name.
        strokes: the name of the file of strokes.
        digits: number of digits.
        writers: number of writers.
        conditions: results by the name of the way of drawing; the first is "centred".
        by_writer: results for the centred digits, worst writer first.
        mistakes: mistakes on the centred digits, most frequent first.
    """

    weights: str
    strokes: str
    digits: int
    writers: int
    conditions: Mapping[str, Condition] = field(metadata=key("ways"))
    by_writer: tuple[WriterResult, ...]
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True)
class StepCounts:
    """Gradient steps until a digit is learned: the median and the maximum over digits."""

    median: float
    most: int


@dataclass(frozen=True)
class AccuracyChange:
    """Average accuracy in percent before and after fine-tuning; NaN if there are no such digits."""

    before: float
    after: float


@dataclass(frozen=True)
class OthersAccuracyChange(AccuracyChange):
    """Accuracy on other writers' digits.

    Attributes:
        worst: the lowest accuracy after fine-tuning, in percent.
    """

    worst: float


@dataclass(frozen=True)
class FineTunedHalf:
    """The effect of fine-tuning on each misread digit alone, for half of the writers; None if nothing is misread.

    Attributes:
        digits: number of digits.
        taught: number of misread digits; each is taught to a fresh copy of the network.
        learned_percent: share of them that the copy then reads correctly.
        steps: gradient steps that this took.
        same: accuracy on the same writer's other digits.
        others: accuracy on the other writers' digits.
    """

    digits: int
    taught: int
    learned_percent: float | None = field(metadata=OPTIONAL)
    steps: StepCounts | None = field(metadata=OPTIONAL)
    same: AccuracyChange | None = field(metadata=OPTIONAL)
    others: OthersAccuracyChange | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class FineTuning:
    """The effect of fine-tuning a network on single digits.

    Attributes:
        weights: the network's name.
        strokes: the name of the file of strokes.
        development: the writers whose digits were used to choose the settings.
        report: the other writers.
    """

    weights: str
    strokes: str
    development: FineTunedHalf
    report: FineTunedHalf


@dataclass(frozen=True)
class CodesRead:
    """How well a network reads zip codes from one kind of input.

    Attributes:
        whole: codes with every digit correct; refusals are ignored.
        digits: digits read correctly; refusals are ignored.
        whole_by_touching: correct codes in percent, by the number of touching pairs.
        refused_percent: codes with at least one refused digit.
        whole_of_the_rest_percent: correct codes among the others.
    """

    whole: Share
    digits: Share
    whole_by_touching: Mapping[str, float]
    refused_percent: float
    whole_of_the_rest_percent: float


@dataclass(frozen=True)
class ZipCodesHalf:
    """How well a network reads the zip codes of half of the writers.

    Attributes:
        codes: number of codes.
        writers: number of writers.
        strokes: results if read from the pen's strokes.
        ink: results if read from the picture.
    """

    codes: int
    writers: int
    strokes: CodesRead
    ink: CodesRead


@dataclass(frozen=True)
class ZipCodes:
    """How well a network reads zip codes that are put together from recorded digits; fields as in FineTuning."""

    weights: str
    strokes: str
    development: ZipCodesHalf
    report: ZipCodesHalf


@dataclass(frozen=True)
class CounterfactualCounts:
    """How few strokes change digits into the network's second choice.

    Attributes:
        digits: number of digits tried.
        strokes: number of digits for which one, two or three strokes suffice.
        median_ink_pixels: median ink that the strokes add or erase, in pixels.
    """

    digits: int
    strokes: Mapping[str, int]
    median_ink_pixels: float


@dataclass(frozen=True)
class Counterfactuals:
    """Counterfactual strokes of recorded digits.

    Attributes:
        strokes: the name of the file of strokes.
        every: n if every n-th digit was tried.
        networks: counts by the network's name.
    """

    strokes: str
    every: int
    networks: Mapping[str, CounterfactualCounts]
