"""Reads and writes the files of docs/measured that tables, figures and sentences show.

strokes-NETWORK.json    `lecun1989 strokes`
teaching-NETWORK.json   `lecun1989 teaching`
codes-NETWORK.json      `lecun1989 codes`
counterfactuals.json    `python benchmarks/counterfactuals.py`
training-speed.json     `make bench`
page-load.json          `make bench-page`
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from lecun1989.errors import InputError
from lecun1989.results.codec import decode, encode, parse_json
from lecun1989.results.page_load import PageLoad
from lecun1989.results.recorded_digits import Counterfactuals, DrawnDigits, FineTuning, ZipCodes
from lecun1989.results.training_speed import TrainingSpeed

REMEDY = "restore the file, or measure again as docs/results.md says"
Kind = TypeVar("Kind")


@dataclass(frozen=True)
class Measurements:
    """The content of docs/measured; None, or no entry for a network, if there is no such file."""

    drawn_digits: Mapping[str, DrawnDigits]
    fine_tuning: Mapping[str, FineTuning]
    zip_codes: Mapping[str, ZipCodes]
    counterfactuals: Counterfactuals | None
    training_speed: TrainingSpeed | None
    page_load: PageLoad | None


NO_MEASUREMENTS = Measurements({}, {}, {}, None, None, None)


def read_measurements(folder: Path) -> Measurements:
    """Read the files of docs/measured.

    Args:
        folder: docs/measured; missing files are left out.

    Raises:
        InputError: a file is not JSON, or a field is missing, unknown or of the wrong type; the message names it.
    """
    return Measurements(
        drawn_digits=_by_network(folder, "strokes", DrawnDigits),
        fine_tuning=_by_network(folder, "teaching", FineTuning),
        zip_codes=_by_network(folder, "codes", ZipCodes),
        counterfactuals=_read_if_there(folder / "counterfactuals.json", Counterfactuals),
        training_speed=_read_if_there(folder / "training-speed.json", TrainingSpeed),
        page_load=_read_if_there(folder / "page-load.json", PageLoad),
    )


def write_measured(measured: object) -> str:
    """Return the text of a file of docs/measured.

    Args:
        measured: an object of a class that `Measurements` holds.
    """
    return json.dumps(encode(measured), indent=1) + "\n"


def decode_measured(kind: type[Kind], content: object, source: str) -> Kind:
    """Return parsed JSON as an object of a class that `Measurements` holds.

    Raises:
        InputError: a field is missing, unknown or of the wrong type; the message names it.
    """
    return decode(kind, content, source, REMEDY)


def _by_network(folder: Path, kind: str, schema: type[Kind]) -> dict[str, Kind]:
    paths = sorted(folder.glob(f"{kind}-*.json"))
    return {path.stem.removeprefix(f"{kind}-"): _read(path, schema) for path in paths}


def _read_if_there(path: Path, schema: type[Kind]) -> Kind | None:
    return _read(path, schema) if path.exists() else None


def _read(path: Path, schema: type[Kind]) -> Kind:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error}); {REMEDY}") from None
    return decode_measured(schema, parse_json(text, str(path), REMEDY), str(path))
