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


@pytest.mark.parametrize("turned", range(1, 9))
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_picture_is_upright_as_its_camera_says(turned: int, ending: str, tmp_path: Path) -> None:
    """EXIF orientations 1 to 8: the upright picture has its dark quarter at the top left."""
    upright = np.full((16, 32), 255, np.uint8)
    upright[:8, :16] = 0
    image = Image.fromarray(upright)
    turn = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}.get(
        turned
    )  # Pillow's transpositions that EXIF's are undone by
    path = tmp_path / f"a.{ending}"
    exif = Image.Exif()
    exif[0x0112] = turned
    (image if turn is None else image.transpose(Image.Transpose(turn))).save(path, exif=exif)
    found = open_picture(path)
    assert found.shape == (16, 32, 4)
    assert found[4, 8, 0] < 50
    assert found[12, 24, 0] > 200


@pytest.mark.parametrize(
    ("values", "ending"),
    [
        (np.array([[0, 32768, 65535]], np.uint16), "png"),
        (np.array([[0, 32768, 65535]], np.uint16), "tif"),
        (np.array([[0, 32768, 65535]], np.int32), "tif"),
        (np.array([[0, 0.5, 1]], np.float32), "tif"),
        (np.array([[0, 128, 255]], np.float32), "tif"),
    ],
)
def test_more_than_8_bits_are_scaled(values: np.ndarray, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{ending}"
    Image.fromarray(values).save(path)
    assert open_picture(path)[0, :, 0].tolist() == [0, 128, 255]


def test_a_picture_of_a_hundred_million_pixels_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("1", (10_000, 10_000)).save(path)
    with pytest.raises(InputError, match=r"large\.png: the picture is too large .*; give a smaller one"):
        open_picture(path)


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
