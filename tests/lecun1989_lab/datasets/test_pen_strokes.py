import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.ink.strokes import PAD_SIDE, draw
from lecun1989_lab.datasets.pen_strokes import load_strokes

LINE = {"id": "w-1-003", "provider": "p", "label": 7, "strokes": [[[0, 0], [1, 0], [0.5, 1]]]}


def test_a_line_covers_length_times_pen_plus_its_round_ends() -> None:
    ink = draw([[(0, 0), (1, 0)]], pen=20, side=200)
    assert ink.shape == (PAD_SIDE, PAD_SIDE)
    assert ink.sum() == pytest.approx(200 * 20 + np.pi * 10**2, rel=0.01)
    assert ink[140, 140] == 1
    assert ink[:125].max() == 0


def test_a_tap_is_a_dot_and_the_pads_edge_cuts() -> None:
    assert draw([[(0.5, 0.5)]], pen=20).sum() == pytest.approx(np.pi * 100, rel=0.02)
    assert 0 < draw([[(0, 0), (1, 1)]], side=1000).sum() < PAD_SIDE**2


@pytest.mark.parametrize(("name", "pack"), [("s.jsonl.gz", gzip.compress), ("s.jsonl", bytes)])
def test_strokes_are_read_gzipped_or_not(tmp_path: Path, name: str, pack: type[bytes]) -> None:
    path = tmp_path / name
    path.write_bytes(pack(json.dumps(LINE).encode()))
    (digit,) = load_strokes(path)
    assert (digit.id, digit.writer, digit.label) == ("w-1-003", "w-1", 7)
    assert digit.strokes == [[(0, 0), (1, 0), (0.5, 1)]]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "contains no strokes"),
        (b"{}", "line 1: not a digit's strokes"),
        (json.dumps(LINE).encode() + b"\n[1]", "line 2: not a digit's strokes"),
        (json.dumps({**LINE, "label": 10}).encode(), "line 1: label is 10"),
        (json.dumps({**LINE, "strokes": []}).encode(), "line 1: strokes have no points"),
        (json.dumps({**LINE, "strokes": [[[0, float("nan")]]]}).encode(), "points that are not finite"),
        (b"\xff", "not a UTF-8 text file"),
    ],
)
def test_wrong_strokes_are_refused_by_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "strokes.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        load_strokes(path)


def test_damaged_strokes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "strokes.jsonl.gz"
    path.write_bytes(gzip.compress(b"{}" * 1000)[:-12])
    with pytest.raises(InputError, match="cut off"):
        load_strokes(path)
