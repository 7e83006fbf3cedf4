"""Pictures from files and arrays."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lecun1989.errors import InputError
from lecun1989.ink.picture import as_rgba, open_picture


def test_a_file_becomes_red_green_blue_and_opacity(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("RGB", (3, 2), (10, 20, 30)).save(path)
    picture = open_picture(path)
    assert picture.shape == (2, 3, 4)
    assert picture[1, 2].tolist() == [10, 20, 30, 255]


@pytest.mark.parametrize("channels", [(), (3,), (4,)])
def test_arrays_of_each_form_are_accepted(channels: tuple[int, ...]) -> None:
    pixels = np.arange(6 * int(np.prod(channels or 1)), dtype=np.uint8).reshape(2, 3, *channels)
    found = as_rgba(pixels)
    assert found.shape == (2, 3, 4)
    expected = pixels if channels else np.repeat(pixels[..., None], 3, axis=2)
    np.testing.assert_array_equal(found[..., :3], expected[..., :3])


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        (np.zeros((2, 2)), "dtype float64; give uint8"),
        (np.zeros((2, 2, 2), np.uint8), r"shape \(2, 2, 2\)"),
        (np.zeros(4, np.uint8), r"shape \(4,\)"),
        (np.zeros((0, 3), np.uint8), r"shape \(0, 3\)"),
    ],
)
def test_other_arrays_are_refused(picture: np.ndarray, message: str) -> None:
    with pytest.raises(InputError, match=message):
        as_rgba(picture)


def test_a_file_that_is_not_a_picture_is_named(tmp_path: Path) -> None:
    missing, text, cut = tmp_path / "none.png", tmp_path / "text.png", tmp_path / "cut.png"
    text.write_text("hello")
    Image.effect_noise((64, 64), 90).save(cut)
    cut.write_bytes(cut.read_bytes()[:1000])
    for path, message in (
        (missing, "none.png: No such file or directory; check the path"),
        (text, "text.png: not a picture that Pillow can read"),
        (cut, "cut.png: the picture is damaged"),
    ):
        with pytest.raises(InputError, match=message):
            open_picture(path)
