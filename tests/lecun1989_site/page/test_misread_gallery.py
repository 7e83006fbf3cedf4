"""The gallery of misread digits: its order, and the files that hold them."""

import io
import json
from xml.etree.ElementTree import Element

import numpy as np
import pytest
from PIL import Image

from lecun1989_site.page.misread_gallery import CELL, SHOWN, read_gallery
from tests.html import find, text_of
from tests.lecun1989_site.site_inputs import misread_text


def test_the_most_confident_mistakes_come_first_then_the_rest_by_digit() -> None:
    rows = {row["index"]: row for row in json.loads(misread_text())["misread"]}
    gallery = read_gallery(misread_text())
    images = {tuple(row["image"]): index for index, row in rows.items()}
    order = [rows[images[tuple(tile.image.ravel().tolist())]] for tile in gallery.tiles]
    surest = sorted((row["confidence"] for row in rows.values()), reverse=True)
    assert [row["confidence"] for row in order[:SHOWN]] == surest[:SHOWN]
    assert [(row["digit"], -row["confidence"]) for row in order[SHOWN:]] == sorted(
        (row["digit"], -row["confidence"]) for row in order[SHOWN:]
    )
    for tile, row in zip(gallery.tiles, order, strict=True):
        assert (tile.digit, tile.answer, tile.rejected) == (row["digit"], row["answer"], row["rejected"])
    assert len(gallery.surest) == SHOWN
    assert [tile for _, tiles in gallery.others for tile in tiles] == list(gallery.tiles[SHOWN:])
    assert all(tile.digit == digit for digit, tiles in gallery.others for tile in tiles)
    assert gallery.rejected == 4
    assert (gallery.network, gallery.examples) == ("a", 100)


def test_the_published_files_contain_every_digit() -> None:
    gallery = read_gallery(misread_text())
    files = gallery.files()
    assert files == read_gallery(misread_text()).files()
    values = np.frombuffer(files["digits.bin"], "<f4").reshape(-1, 16, 16)
    assert len(values) == len(gallery.tiles)
    picture = Image.open(io.BytesIO(files["digits.png"]))
    assert (picture.mode, picture.size) == ("L", gallery.picture_size)
    levels = np.asarray(picture)
    for tile in gallery.tiles:
        assert values[tile.number].tobytes() == tile.image.tobytes()
        x, y = tile.corner
        inside = levels[y : y + 16, x : x + 16] / 255
        assert inside == pytest.approx((tile.image + 1) / 2, abs=0.002)
        cell = levels[y - 1 : y - 1 + CELL, x - 1 : x - 1 + CELL].copy()
        cell[1:-1, 1:-1] = 0
        assert not cell.any()  # the margin is empty


def test_a_page_without_data_has_no_gallery(index: Element) -> None:
    assert json.loads(find(index, "id", "config").text or "")["gallery"] is None
    assert not index.findall(".//*[@data-misread]")
    assert not index.findall(".//*[@id='misread']")
    assert not index.findall(".//a[@href='#misread']")
    assert "What it misreads" not in text_of(index)
