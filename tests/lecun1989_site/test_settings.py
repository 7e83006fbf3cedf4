"""The site owner's settings, and their error messages."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageColor

from lecun1989.errors import InputError
from lecun1989_site.page.social_card import HEIGHT, INK, MARGIN, MUTED, PIXEL, SHEET, WIDTH, draw_card
from lecun1989_site.settings import GROUNDS, SETTINGS, read_settings
from tests.paths import ROOT

OURS = ROOT / "site_template" / SETTINGS


def change(folder: Path, old: str, new: str) -> Path:
    text = OURS.read_text("utf-8")
    assert text.count(old) == 1
    path = folder / SETTINGS
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_the_projects_own_settings_are_read() -> None:
    settings = read_settings(OURS)
    assert "9,760 numbers" in settings.lede
    assert settings.url == ""
    assert settings.accent["light"] in settings.style
    assert settings.accent["dark"] in settings.style


def test_grounds_are_those_of_the_style_sheet() -> None:
    styles = (ROOT / "site_template" / "app" / "styles.css").read_text("utf-8")
    for ground in GROUNDS.values():
        assert f"--ground: {ground};" in styles


@pytest.mark.parametrize("colours", [INK, SHEET, MUTED])
def test_card_has_the_colours_of_the_style_sheet(colours: str) -> None:
    assert f": {colours};" in (ROOT / "site_template" / "app" / "styles.css").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "', 'titel = "', "titel"),
        ('footer = ""', "footer = 3", "footer must be a text"),
        ('url = ""', 'url = "example.org"', "not the web address"),
        ('url = ""', 'url = "https://example.org/?a=1"', "not the web address"),
        ('"#b03a24"', '"#ffdd00"', "contrast of 1.3"),
        ('"#b03a24"', '"red"', "#rrggbb"),
        ('dark = "', 'dusk = "', "light and dark"),
        ("[accent]", "[accent", "not TOML"),
    ],
)
def test_a_broken_setting_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_settings(change(tmp_path, old, new))
    assert SETTINGS in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"site\.toml: No such file.*; check the path"):
        read_settings(tmp_path / SETTINGS)


def test_address_ends_in_a_slash(tmp_path: Path) -> None:
    settings = read_settings(change(tmp_path, 'url = ""', 'url = "https://example.org/digits"'))
    assert settings.url == "https://example.org/digits/"
    assert settings.at("https://example.net/").url == "https://example.net/"
    with pytest.raises(InputError, match="--url"):
        settings.at("nowhere")


def test_card_shows_the_digit_and_the_colour(tmp_path: Path) -> None:
    image = np.full((16, 16), -1, np.float32)
    image[3, 5] = 1
    settings = read_settings(change(tmp_path, '"#b03a24"', '"#005500"'))
    card = Image.open(io.BytesIO(draw_card(settings, image, 8)))
    assert card.size == (WIDTH, HEIGHT)

    def square(row: int, column: int) -> object:
        return card.getpixel((MARGIN + PIXEL * column + PIXEL // 2, MARGIN + PIXEL * row + PIXEL // 2))

    assert square(3, 5) == ImageColor.getrgb(INK)
    assert square(5, 3) == ImageColor.getrgb(SHEET)
    colours = card.getcolors(1 << 20)
    assert colours is not None
    assert (0, 0x55, 0) in [colour for _, colour in colours]
