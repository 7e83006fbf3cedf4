"""What loading the page costs beside other ways to run the network: docs/measured/page-load.json.

`make bench-page` measures it. Times are in milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lecun1989.results.codec import OPTIONAL
from lecun1989.results.spread import interval_text

# The pages that are compared, as docs and page call them.
CONTESTANT_LABELS = {
    "stock": "stock Pyodide and NumPy",
    "plain": "this page, plain start",
    "fast": "this page",
    "onnx": "onnxruntime-web",
    "javascript": "plain JavaScript",
}


@dataclass(frozen=True)
class Quartiles:
    """A measurement over several rounds: its median and its lower and upper quartile."""

    median: float
    low: float
    high: float

    def text(self, digits: int) -> str:
        """Write "0.20 (0.19 to 0.22)", with so many digits after the decimal point."""
        return f"{self.median:.{digits}f} ({interval_text((self.low, self.high), digits)})"


@dataclass(frozen=True)
class Answers(Quartiles):
    """The time from lifting the pen to the answer.

    Attributes:
        p95: 95% of the answers came within this time.
        n: answers that were measured.
    """

    p95: float
    n: int


@dataclass(frozen=True)
class LongestTask:
    """The longest task of the main thread until the page answers; None where it could not be measured.

    Attributes:
        clock_ms: by the clock, with the time that other programs had the processor.
        processor_ms: processor time.
    """

    clock_ms: Quartiles | None = field(metadata=OPTIONAL)
    processor_ms: Quartiles | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class PageTimes:
    """What concerns the page of this project alone.

    Attributes:
        painted_ms: from navigation to the first text.
        drawable_ms: from navigation to the first stroke that a pen could draw.
        drawable_processor_ms: of which the main thread had the processor.
        longest_task: of the main thread.
        pen_up_to_answer_ms: from lifting the pen to the answer.
    """

    painted_ms: Quartiles
    drawable_ms: Quartiles
    drawable_processor_ms: Quartiles
    longest_task: LongestTask
    pen_up_to_answer_ms: Answers


@dataclass(frozen=True)
class ForwardTimes:
    """The time of one forward pass in a browser.

    Attributes:
        numpy_ms: NumPy in Pyodide.
        javascript_ms: plain JavaScript loops.
        onnx_ms: onnxruntime-web; None where it could not be had.
        call_ms: the page's whole `predict`, to the worker and back.
        numpy_to_javascript: NumPy's time as a multiple of JavaScript's, round by round.
    """

    numpy_ms: Quartiles
    javascript_ms: Quartiles
    onnx_ms: Quartiles | None = field(metadata=OPTIONAL)
    call_ms: Quartiles
    numpy_to_javascript: Quartiles


@dataclass(frozen=True)
class Visit:
    """One opening of a page, until its first answer; None for what could not be measured.

    Attributes:
        answer_ms: from navigation to the first answer.
        painted_ms: from navigation to the first text.
        gap_ms: the longest time that a timer of 4 ms waited on the main thread.
        task_ms: the longest task that the browser reports.
        bytes: fetched until the answer.
        all_bytes: fetched in all; of first visits with gzip only.
        requests: made until the answer.
        memory_mb: megabytes that the page's process shares with no other.
        processor_ms: processor time of the page's process.
        layout_shift: the browser's score of how much moved.
    """

    answer_ms: Quartiles
    painted_ms: Quartiles | None = field(metadata=OPTIONAL)
    gap_ms: Quartiles | None = field(metadata=OPTIONAL)
    task_ms: Quartiles | None = field(metadata=OPTIONAL)
    bytes: Quartiles
    all_bytes: Quartiles | None = field(metadata=OPTIONAL)
    requests: Quartiles | None = field(metadata=OPTIONAL)
    memory_mb: Quartiles | None = field(metadata=OPTIONAL)
    processor_ms: Quartiles | None = field(metadata=OPTIONAL)
    layout_shift: Quartiles | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class Visits:
    """A first visit, and the second, which is measured with gzip only."""

    first: Visit
    second: Visit | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class Ratio:
    """A visit as a share of stock's first visit in the same round; see `Visit`."""

    answer_ms: Quartiles
    bytes: Quartiles
    processor_ms: Quartiles | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class Ratios:
    """Both visits as shares of stock's first visit."""

    first: Ratio
    second: Ratio | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class LineTimes:
    """Visits over one kind of line.

    Attributes:
        line: its speed and delay, in words.
        gzip: whether the server compressed what it sent.
        visits: by contestant, a key of CONTESTANT_LABELS.
        ratios_to_stock: by contestant.
    """

    line: str
    gzip: bool
    visits: Mapping[str, Visits]
    ratios_to_stock: Mapping[str, Ratios]


@dataclass(frozen=True)
class PageLoad:
    """The content of page-load.json.

    Attributes:
        browser: its name and version.
        machine: the kind of processor.
        cores: of the machine.
        pyodide: its version.
        onnx: the package and version of onnxruntime-web; None where it could not be had.
        page: what concerns this page alone.
        forward: of one forward pass.
        loads: rounds.
        lines: the quickest first, each with gzip and without; at least one with gzip.
    """

    browser: str
    machine: str
    cores: int
    pyodide: str
    onnx: str | None
    page: PageTimes
    forward: ForwardTimes
    loads: int
    lines: tuple[LineTimes, ...]

    @property
    def gzip_lines(self) -> list[LineTimes]:
        """The visits with gzip, the quickest line first."""
        return [line for line in self.lines if line.gzip]

    @property
    def quickest(self) -> LineTimes:
        """The visits with gzip over the quickest line."""
        return self.gzip_lines[0]
