"""What was measured on recorded pen strokes, as docs/measured holds it.

DrawnDigits      strokes-NETWORK.json    how well a network reads digits drawn in several ways
FineTuning       teaching-NETWORK.json   what fine-tuning on one digit does to other digits
ZipCodes         codes-NETWORK.json      how many zip codes a network reads whole
Counterfactuals  counterfactuals.json    how few strokes turn a digit into another
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
    """The share of digits read right with its 95% interval, both in percent."""

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
        aspect: what the way varies: "place", "size", "pen" or "mishap".
        percent: the share read right.
        ci95: its 95% interval.
        by_class: the same by digit, "0" to "9".
    """

    aspect: str
    percent: float = field(metadata=key("accuracy_percent"))
    ci95: tuple[float, float]
    by_class: Mapping[str, Accuracy]

    @property
    def accuracy(self) -> Accuracy:
        """The share of all digits read right."""
        return Accuracy(self.percent, self.ci95)


@dataclass(frozen=True)
class WriterResult:
    """A writer, and how many digits of theirs there are and are misread."""

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
        digits: how many.
        writers: how many.
        conditions: by the name of the way in which the digits are drawn; the first is "centred".
        by_writer: of the centred digits, the worst first.
        mistakes: of the centred digits, the most frequent first.
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
    """Accuracy in percent before and after fine-tuning, on average; NaN where there are no such digits."""

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
    """What fine-tuning on each misread digit alone does, on half of the writers; None where nothing is misread.

    Attributes:
        digits: how many.
        taught: misread digits; each is taught to a fresh copy of the network.
        learned_percent: share of them that the copy then reads right.
        steps: that it took.
        same: on the same writer's other digits.
        others: on the other writers' digits.
    """

    digits: int
    taught: int
    learned_percent: float | None = field(metadata=OPTIONAL)
    steps: StepCounts | None = field(metadata=OPTIONAL)
    same: AccuracyChange | None = field(metadata=OPTIONAL)
    others: OthersAccuracyChange | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class FineTuning:
    """What fine-tuning a network on single digits does to other digits.

    Attributes:
        weights: the network's name.
        strokes: the name of the file of strokes.
        development: the writers on whom the settings were chosen.
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
        whole: codes of which every digit is right; refusals are ignored.
        digits: digits that are right; refusals are ignored.
        whole_by_touching: by the number of pairs that touch, the whole codes in percent.
        refused_percent: codes of which at least one digit is refused.
        whole_of_the_rest_percent: whole codes among the others.
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
        codes: how many.
        writers: how many.
        strokes: read from the pen's strokes.
        ink: read from the picture.
    """

    codes: int
    writers: int
    strokes: CodesRead
    ink: CodesRead


@dataclass(frozen=True)
class ZipCodes:
    """How well a network reads zip codes that are put together from recorded digits; fields as of FineTuning."""

    weights: str
    strokes: str
    development: ZipCodesHalf
    report: ZipCodesHalf


@dataclass(frozen=True)
class CounterfactualCounts:
    """How few strokes turn digits into the network's second choice.

    Attributes:
        digits: how many were tried.
        strokes: of them, those for which one, two or three strokes suffice.
        median_ink_pixels: ink that the strokes add or wipe, in pixels.
    """

    digits: int
    strokes: Mapping[str, int]
    median_ink_pixels: float


@dataclass(frozen=True)
class Counterfactuals:
    """Counterfactual strokes of recorded digits.

    Attributes:
        strokes: the name of the file of strokes.
        every: each so-many-th digit was tried.
        networks: by the network's name.
    """

    strokes: str
    every: int
    networks: Mapping[str, CounterfactualCounts]
