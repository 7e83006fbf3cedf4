"""The cost of loading the page, compared with other ways to run the network: docs/measured/page-load.json.

`make bench-page` measures it. Times are in milliseconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lecun1989.results.codec import OPTIONAL
from lecun1989.results.spread import interval_text

# The compared pages, and their names in docs and page.
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
        """Write "0.20 (0.19 to 0.22)", with `digits` digits after the decimal point."""
        return f"{self.median:.{digits}f} ({interval_text((self.low, self.high), digits)})"


@dataclass(frozen=True)
class Answers(Quartiles):
    """The time from lifting the pen to the answer.

    Attributes:
        p95: 95% of the answers came within this time.
        n: number of answers measured.
    """

    p95: float
    n: int


@dataclass(frozen=True)
class LongestTask:
    """The longest task of the main thread until the page answers; None if it could not be measured.

    Attributes:
        clock_ms: wall-clock time, which includes the processor time of other programs.
        processor_ms: processor time.
    """

    clock_ms: Quartiles | None = field(metadata=OPTIONAL)
    processor_ms: Quartiles | None = field(metadata=OPTIONAL)


@dataclass(frozen=True)
class PageTimes:
    """Times that are measured for this project's page only.

    Attributes:
        painted_ms: from navigation to the first text.
        drawable_ms: from navigation to the first stroke that a pen could draw.
        drawable_processor_ms: the main thread's processor time until then.
        longest_task: the main thread's longest task.
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
        onnx_ms: onnxruntime-web; None if it was not available.
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
    """One visit to a page, until its first answer; None for what could not be measured.

    Attributes:
        answer_ms: from navigation to the first answer.
        painted_ms: from navigation to the first text.
        gap_ms: the longest gap between ticks of a 4 ms timer on the main thread.
        task_ms: the longest task that the browser reports.
        bytes: bytes fetched until the answer.
        all_bytes: bytes fetched in all; only for first visits with gzip.
        requests: requests made until the answer.
        memory_mb: memory that the page's process shares with no other process, in megabytes.
        processor_ms: processor time of the page's process.
        layout_shift: the browser's layout shift score.
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
    """A first visit, and a second one, which is measured with gzip only."""

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
    """Visits over one kind of connection.

    Attributes:
        line: the connection's speed and delay, in words.
        gzip: whether the server compressed its responses.
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
        browser: the browser's name and version.
        machine: the kind of processor.
        cores: number of the machine's cores.
        pyodide: Pyodide's version.
        onnx: the package and version of onnxruntime-web; None if it was not available.
        page: times that are measured for this page only.
        forward: times of one forward pass.
        loads: number of rounds.
        lines: the connections, fastest first, each with and without gzip; at least one with gzip.
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
        """The visits with gzip, fastest connection first."""
        return [line for line in self.lines if line.gzip]

    @property
    def quickest(self) -> LineTimes:
        """The visits with gzip over the fastest connection."""
        return self.gzip_lines[0]
