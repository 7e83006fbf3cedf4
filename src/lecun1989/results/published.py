"""Figures that other people published, with their sources: site_template/published.json.

Percentages are strings, to keep them as they were printed: "5.0", not 5.
"""

from dataclasses import dataclass

from lecun1989.errors import InputError
from lecun1989.results.codec import decode, parse_json
from lecun1989.results.dataset_labels import DATASET_LABELS, dataset_label
from lecun1989.results.run_record import SetName

FILE_NAME = "published.json"
REMEDY = "correct the file"


@dataclass(frozen=True)
class Paper:
    """What LeCun et al. (1989) say about their data, network and results.

    Attributes:
        digits: number of digits in all.
        train: number of training digits.
        test: number of test digits.
        error_percent: error on the test set.
        refused_percent: share of the test set to refuse for 1% error on the rest.
        right_percent_of_the_rest: share read correctly among the digits that are not refused.
        passes: number of passes through the training set.
        presentations: number of presentations of a training digit.
        time: training time, in words.
        machine: the machine that the network was trained on.
        recogniser: the signal processor that the trained network ran on.
        recogniser_products: its multiply-adds per second, in words.
        digits_a_second: digits per second, read from the image of an envelope, in words.
        digits_a_second_normalised: digits per second, if already normalised.
        pages: number of the paper's pages.
    """

    digits: int
    train: int
    test: int
    error_percent: str
    refused_percent: str
    right_percent_of_the_rest: str
    passes: int
    presentations: int
    time: str
    machine: str
    recogniser: str
    recogniser_products: str
    digits_a_second: str
    digits_a_second_normalised: str
    pages: int


@dataclass(frozen=True)
class PublishedMetrics:
    """A network's performance on one set.

    Attributes:
        loss: mean squared error over the ten outputs.
        error_percent: share of misread digits, as printed.
        misses: misread digits; None if not published.
    """

    loss: float
    error_percent: str
    misses: int | None


@dataclass(frozen=True)
class PublishedRow:
    """A network that somebody else trained.

    Attributes:
        who: who trained it; the name is before the first comma.
        url: a page that describes it, or None.
        source: source of the figures, for a footnote.
        data: the label of its training data set, one of DATASET_LABELS.
        runs: number of runs, in words.
        train: performance on the training set.
        test: performance on the test set.
    """

    who: str
    url: str | None
    source: str
    data: str
    runs: str
    train: PublishedMetrics
    test: PublishedMetrics

    @property
    def name(self) -> str:
        """Who trained it, without the year."""
        return self.who.partition(",")[0]

    def metrics(self, split: SetName) -> PublishedMetrics:
        """Return the performance on one set."""
        return self.train if split == "train" else self.test


@dataclass(frozen=True)
class Mark:
    """An error rate to compare with.

    Attributes:
        who: who makes these errors; the name is before the first comma.
        data: the label of the data set, one of DATASET_LABELS.
        error_percent: error on its test set, as printed.
        source: source of the figure, for a footnote.
    """

    who: str
    data: str
    error_percent: str
    source: str

    @property
    def name(self) -> str:
        """Who makes the errors, without the rest of the entry."""
        return self.who.partition(",")[0]


@dataclass(frozen=True)
class Published:
    """The content of published.json.

    Attributes:
        about: what the file is.
        paper: facts of the paper.
        rows: other people's networks, the paper's own first.
        marks: error rates to compare with.
    """

    about: str
    paper: Paper
    rows: tuple[PublishedRow, ...]
    marks: tuple[Mark, ...]

    @property
    def paper_row(self) -> PublishedRow:
        """The paper's own network."""
        return self.rows[0]

    def rows_on(self, dataset: str) -> list[PublishedRow]:
        """Return the networks tested on a data set, by its name, lowest error first."""
        found = [row for row in self.rows if row.data == dataset_label(dataset)]
        return sorted(found, key=lambda row: float(row.test.error_percent))

    def marks_on(self, dataset: str) -> list[Mark]:
        """Return the error rates on a data set, by its name."""
        return [mark for mark in self.marks if mark.data == dataset_label(dataset)]


def read_published(text: str, source: str) -> Published:
    """Read published.json.

    Args:
        text: the file's content.
        source: the file's name, for messages.

    Raises:
        InputError: a field is missing, unknown or of the wrong type, or a label of a data set is unknown; the message
            names the field.
    """
    published = decode(Published, parse_json(text, source, REMEDY), source, REMEDY)
    labels = {f"rows[{at}]": row.data for at, row in enumerate(published.rows)}
    labels |= {f"marks[{at}]": mark.data for at, mark in enumerate(published.marks)}
    for path, label in labels.items():
        if label not in DATASET_LABELS.values():
            known = ", ".join(map(repr, DATASET_LABELS.values()))
            raise InputError(f"{source}: '{path}.data' is {label!r}; expected one of {known}")
    if not published.rows:
        raise InputError(f"{source}: 'rows' is empty; put the paper's own network first")
    return published
