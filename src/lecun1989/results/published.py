"""Figures that other people published, with their sources: site_template/published.json.

Percentages are texts, since they stand as they were printed: "5.0", not 5.
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
    """What LeCun et al. (1989) say of their data, network and results.

    Attributes:
        digits: in all.
        train: training digits.
        test: test digits.
        error_percent: on the test set.
        refused_percent: share of the test set to refuse for 1% error on the rest.
        right_percent_of_the_rest: of the digits that are not refused.
        passes: through the training set.
        presentations: of a training digit.
        time: that training took, in words.
        machine: that it was trained on.
        recogniser: the signal processor that the trained network ran on.
        recogniser_products: multiply-adds a second, in words.
        digits_a_second: read from the image of an envelope, in words.
        digits_a_second_normalised: read when already normalised.
        pages: of the paper.
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
        misses: misread digits; None where they were not published.
    """

    loss: float
    error_percent: str
    misses: int | None


@dataclass(frozen=True)
class PublishedRow:
    """A network that somebody else trained.

    Attributes:
        who: trained it, the name before the first comma.
        url: where it is described; None for none.
        source: of the figures, for a footnote.
        data: the label of the data set that it was trained on, one of DATASET_LABELS.
        runs: how many, in words.
        train: on the training set.
        test: on the test set.
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
        who: makes these errors, the name before the first comma.
        data: the label of the data set, one of DATASET_LABELS.
        error_percent: on its test set, as printed.
        source: for a footnote.
    """

    who: str
    data: str
    error_percent: str
    source: str

    @property
    def name(self) -> str:
        """Who makes the errors, in short."""
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
        InputError: a field is missing, unknown or of another type, or a data set has no such label; the message names
            the field.
    """
    published = decode(Published, parse_json(text, source, REMEDY), source, REMEDY)
    labels = {f"rows[{at}]": row.data for at, row in enumerate(published.rows)}
    labels |= {f"marks[{at}]": mark.data for at, mark in enumerate(published.marks)}
    for path, label in labels.items():
        if label not in DATASET_LABELS.values():
            known = ", ".join(map(repr, DATASET_LABELS.values()))
            raise InputError(f"{source}: '{path}.data' is {label!r}; expected one of {known}")
    if not published.rows:
        raise InputError(f"{source}: 'rows' is empty; the paper's own network stands first")
    return published
