"""`lecun1989 predict` and `zipcode`, on pictures that the tests draw."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lecun1989.ink.strokes import draw
from tests.command import refused, run
from tests.lecun1989.networks import published
from tests.lecun1989.rows.test_decode import PEN, write


@pytest.fixture
def code(tmp_path: Path) -> Path:
    """A picture of 94107, dark on light."""
    from lecun1989.ink.strokes import draw_paths

    paths = write("94107")
    right, bottom = np.concatenate(paths).max(axis=0) + 40
    ink = draw_paths(paths, PEN, (int(bottom), int(right)))
    path = tmp_path / "code.png"
    Image.fromarray((255 * (1 - ink)).astype(np.uint8)).save(path)
    return path


def test_a_digit_is_read_in_any_colours(tmp_path: Path) -> None:
    ink = draw([[(0.35, 0), (0.35, 1)]])
    for name, grey in (("dark.png", 255 * (1 - ink)), ("light.png", 255 * ink)):
        Image.fromarray(grey.astype(np.uint8)).save(tmp_path / name)
    Image.new("L", (50, 50), 255).save(tmp_path / "blank.png")
    result = run("predict", "zip-1989", *sorted(tmp_path.glob("*.png")))
    assert result.exit_code == 0, result.output
    blank, dark, light = result.output.splitlines()
    assert blank.endswith("blank.png: ? (blank)")
    assert "dark.png: 1 (score " in dark
    assert "light.png: 1 (score " in light


def test_the_two_highest_scores_are_printed(code: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.png"
    Image.fromarray((255 * (1 - draw([[(0.35, 0), (0.35, 1)]]))).astype(np.uint8)).save(path)
    reading = published("reader").read(path)
    best, second = np.sort(reading.scores)[[-1, -2]]
    assert (
        f"(score {best:.2f}; next {reading.runner_up} with {second:.2f})"
        in run("predict", "reader", path).output
    )


def test_a_row_is_read(code: Path) -> None:
    result = run("zipcode", "reader", code)
    assert result.exit_code == 0, result.output
    assert result.output == f"{code}: 94107\n"


def test_a_row_as_json_has_a_reading_of_each_digit(code: Path) -> None:
    printed = json.loads(run("zipcode", "reader", code, "--json").output)
    row = published("reader").read_row(code)
    assert (printed["image"], printed["code"]) == (str(code), "94107")
    for said, digit in zip(printed["digits"], row.digits, strict=True):
        assert (said["digit"], said["rejected"]) == (digit.reading.digit, digit.reading.rejected)
        assert said["box"] == list(digit.box)
        np.testing.assert_allclose(said["outputs"], digit.reading.outputs)
        assert len(said["input"]) == 256


def test_a_refused_digit_of_a_row_is_named(code: Path) -> None:
    network = published("zip-1989")
    row = network.read_row(code)
    refused_at = [at for at, digit in enumerate(row.digits, 1) if digit.reading.rejected]
    assert refused_at, "the example must hold a digit that zip-1989 refuses"
    output = run("zipcode", "zip-1989", code).output
    assert f"number {refused_at[0]} is perhaps {row.digits[refused_at[0] - 1].reading.digit}" in output
    assert row.code in output
    assert "?" in row.code


def test_a_blank_row_is_named(tmp_path: Path) -> None:
    Image.new("L", (300, 100), 255).save(tmp_path / "blank.png")
    assert run("zipcode", "reader", tmp_path / "blank.png").output.endswith("blank.png: ? (blank)\n")


@pytest.mark.parametrize("command", ["predict", "zipcode"])
def test_an_unreadable_file_is_named(command: str, tmp_path: Path) -> None:
    missing = tmp_path / "none.png"
    assert (
        refused(command, "reader", missing) == f"Error: {missing}: No such file or directory; check the path"
    )
    assert "not a picture" in refused(command, "reader", __file__)
    assert "none.json: No such file" in refused(command, tmp_path / "none.json", missing)
    assert "neither a published network nor a file; give one of" in refused(command, "lenet", missing)
    assert "not complete JSON" in refused(command, __file__, missing)
