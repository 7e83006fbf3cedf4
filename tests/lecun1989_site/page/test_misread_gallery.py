import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from lecun1989.model.checkpoint import read_weights, write_weights
from lecun1989.model.reject import RejectOption
from lecun1989_lab.cli.commands import main
from lecun1989_lab.datasets import Split, load_dataset
from lecun1989_lab.evaluation.misread import find_misread
from lecun1989_site.page.misread_gallery import CELL, SHOWN, read_gallery
from tests.lecun1989.model.test_checkpoint import make_weights
from tests.lecun1989.networks import random_images, random_network
from tests.lecun1989_site.site_inputs import misread_text


def test_just_the_misread_digits_are_found() -> None:
    weights = make_weights(random_network())
    images = random_images(40)
    outputs = weights.network.outputs(images)
    labels = outputs.argmax(axis=1)
    wrong = [3, 17, 39]
    labels[wrong] = (labels[wrong] + 1) % 10
    found = find_misread(weights, Split(images, labels))
    assert [each.index for each in found] == wrong
    for each in found:
        second, top = np.sort(outputs[each.index])[-2:]
        assert each.digit == labels[each.index] == (each.answer + 1) % 10
        assert each.confidence == pytest.approx(top - second, abs=1e-6)
        assert each.image.tobytes() == images[each.index].tobytes()
        assert each.rejected is False
    least, _, most = sorted(each.confidence for each in found)
    refusing = replace(weights, reject=RejectOption("difference", (least + most) / 2, {}))
    for before, after in zip(found, find_misread(refusing, Split(images, labels)), strict=True):
        assert after.rejected is (before.confidence < (least + most) / 2)


def test_the_command_lists_them(tmp_path: Path) -> None:
    path = tmp_path / "random.json"
    path.write_text(write_weights(make_weights(random_network())))
    command = ["misread", str(path), "--data", "digits"]
    result = CliRunner().invoke(main, [*command, "--json"])
    assert result.exit_code == 0, result.output
    listed = json.loads(result.output)
    found = find_misread(read_weights(path.read_text(), path.name), load_dataset("digits").test)
    assert (listed["weights"], listed["data"]) == ("a", "digits")
    assert listed["examples"] == len(load_dataset("digits").test.labels)
    assert [row["index"] for row in listed["misread"]] == [each.index for each in found]
    for row, each in zip(listed["misread"], found, strict=True):
        assert np.array(row["image"], np.float32).tobytes() == each.image.tobytes()
    table = CliRunner().invoke(main, command)
    assert len([line for line in table.output.splitlines() if line.startswith("│")]) == len(found)


def test_the_surest_come_first_then_the_others_by_digit() -> None:
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


def test_the_files_hold_every_digit() -> None:
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
        assert not cell.any()  # nothing around it that could shine in
