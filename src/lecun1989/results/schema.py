"""weights/results.json: every run of every recipe, and summaries of the runs.

docs/results.md describes the file.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lecun1989.errors import InputError
from lecun1989.results.codec import decode, encode, key, parse_json
from lecun1989.results.run_record import Kernels, Run
from lecun1989.results.run_summary import Summary

FORMAT = "lecun1989-results"
VERSION = 2
FILE_NAME = "results.json"
REMEDY = "make the file again with `lecun1989 study --replace-all`"


@dataclass(frozen=True)
class Versions:
    """The software versions used for the runs."""

    python: str
    numpy: str
    lecun1989: str


@dataclass(frozen=True)
class DatasetDescription:
    """A data set that recipes were trained on.

    Attributes:
        title: a description in one line.
        files: file name -> SHA-256.
        split: how the examples were chosen and divided.
        test_digits: number of test digits in each class, ten numbers.
    """

    title: str
    files: Mapping[str, str]
    split: Mapping[str, object]
    test_digits: tuple[int, ...]


@dataclass(frozen=True)
class PublishedKernels:
    """The H1 kernels of the run whose network is published.

    Attributes:
        seed: the run's seed.
        h1_kernels: (passes + 1, 12, 25): before training, then after each measured pass.
    """

    seed: int
    h1_kernels: Kernels


@dataclass(frozen=True)
class RecipeResult:
    """A recipe and its runs.

    Attributes:
        title: a description in one line; the change to another recipe follows the first ", ".
        dataset: the name of its data set.
        ablates: the recipe from which it differs in a single choice; None if it is not an ablation.
        builds_on: the recipe one change earlier in a ladder from 1989 to now; None if there is none.
        recipe: every hyperparameter.
        summary: spread of the runs' measurements.
        runs: the runs, by ascending seed.
        published: the run whose network is published; None if there is none.
    """

    title: str
    dataset: str
    ablates: str | None = field(metadata=key("varies"))
    builds_on: str | None = field(metadata=key("follows"))
    recipe: Mapping[str, object]
    summary: Summary
    runs: tuple[Run, ...]
    published: PublishedKernels | None

    @property
    def change(self) -> str:
        """Its change to the recipe that it ablates or builds on, in words; "" if there is no such recipe."""
        return self.title.partition(", ")[2] if self.ablates or self.builds_on else ""

    @property
    def published_run(self) -> Run | None:
        """The run whose network is published; None if there is none."""
        return next((run for run in self.runs if self.published and run.seed == self.published.seed), None)


@dataclass(frozen=True)
class Comparison:
    """A recipe compared with the first of its data set, seed by seed, on the same test digits.

    Attributes:
        dataset: the data set's name.
        a: the first recipe of the data set.
        b: the other one.
        only_a_misses: for each common seed, test digits that only `a` misreads.
        only_b_misses: for each common seed, test digits that only `b` misreads.
        p: for each common seed, the p value of McNemar's exact test.
        median_p: median p value over the seeds.
    """

    dataset: str
    a: str
    b: str
    only_a_misses: tuple[int, ...]
    only_b_misses: tuple[int, ...]
    p: tuple[float, ...]
    median_p: float


@dataclass(frozen=True)
class Results:
    """The content of results.json.

    Attributes:
        versions: the software versions used for the runs.
        datasets: the recipes' data sets, by name.
        recipes: the recipes by name, in the order in which they are shown.
        comparisons: comparisons of each recipe with the first of its data set.
    """

    versions: Versions
    datasets: Mapping[str, DatasetDescription]
    recipes: Mapping[str, RecipeResult]
    comparisons: tuple[Comparison, ...]


NO_RESULTS = Results(Versions("", "", ""), {}, {}, ())  # if no study was run


def read_results(text: str, source: str) -> Results:
    """Read results.json.

    Args:
        text: the file's content.
        source: the file's name, for messages.

    Raises:
        InputError: the text is not a complete results file of this version; the message names the field.
    """
    content = parse_json(text, source, REMEDY)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise InputError(f"{source} is not a {FORMAT} file; {REMEDY}")
    if content.get("version") != VERSION:
        raise InputError(f"{source} has version {content.get('version')!r}, not {VERSION}; {REMEDY}")
    body = {name: value for name, value in content.items() if name not in ("format", "version")}
    return decode(Results, body, source, REMEDY)


def write_results(results: Results) -> str:
    """Return the text of results.json, with a list of numbers on one line; `read_results` restores it."""
    text = json.dumps({"format": FORMAT, "version": VERSION, **encode(results)}, indent=1)
    return re.sub(r"\[[-+.\deE,\s]*\]", lambda found: re.sub(r"\s+", " ", found[0]), text) + "\n"
