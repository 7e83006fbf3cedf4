"""The network in the browser and on this computer: same inputs, same numbers.

The page runs src/lecun1989 with another Python and another NumPy, on WebAssembly.
"""

import base64
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Page

from lecun1989.explain.intensities import layer_intensities
from lecun1989.ink.colour import ink_from_rgba
from lecun1989.ink.strokes import draw
from lecun1989.preprocess.normalization import blank
from lecun1989.published import names
from lecun1989.reading import Reading
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.datasets.pen_strokes import load_strokes
from tests.lecun1989.networks import published
from tools.browser.digits import DIGITS

NETWORKS = names()
TOLERANCE = 1e-5

Image = NDArray[np.float32]
Drawing = NDArray[np.uint8]  # (rows, columns, 4)

needs_data = pytest.mark.skipif("LECUN1989_DATA" not in os.environ, reason="LECUN1989_DATA is not set")


def _predict(page: Page, name: str, images: Image) -> list[dict[str, Any]]:
    """Let the page read (n, 16, 16)."""
    answers: list[dict[str, Any]] = page.evaluate(
        """async ([name, images]) => {
            window.lecun1989.use(name);
            const answers = [];
            for (const image of images) answers.push(await window.lecun1989.predict(new Float32Array(image)));
            return answers;
        }""",
        [name, images.reshape(len(images), -1).tolist()],
    )
    return answers


def _read(page: Page, name: str, drawings: list[Drawing]) -> list[dict[str, Any]]:
    """Let the page read drawings, in separate requests because they are large."""
    answers = []
    page.evaluate("name => window.lecun1989.use(name)", name)
    for rgba in drawings:
        height, width, _ = rgba.shape
        answers.append(
            page.evaluate(
                """([bytes, width, height]) => {
                    const data = Uint8ClampedArray.from(atob(bytes), character => character.charCodeAt(0));
                    return window.lecun1989.read(new ImageData(data, width, height));
                }""",
                [base64.b64encode(rgba.tobytes()).decode(), width, height],
            )
        )
    return answers


def _assert_same(found: list[dict[str, Any]], expected: list[Reading]) -> None:
    assert len(found) == len(expected)
    for number, (browser, host) in enumerate(zip(found, expected, strict=True)):
        difference = np.abs(np.subtract(browser["outputs"], host.outputs)).max()
        assert difference <= TOLERANCE, f"input {number}: outputs differ by {difference}"
        assert (browser["digit"], browser["rejected"]) == (host.digit, host.rejected), f"input {number}"


def _pen_drawings() -> list[Drawing]:
    """Our ten digits, large, small, and with thin and thick pens."""
    inks = [
        draw(strokes, pen, side, centre)
        for strokes in ([np.divide(stroke, 200).tolist() for stroke in digit] for digit in DIGITS)
        for pen, side, centre in ((20, 200, (140, 140)), (10, 90, (70, 200)), (32, 160, (170, 120)))
    ]
    return [_as_rgba(ink) for ink in inks]


def _as_rgba(ink: Image) -> Drawing:
    rgba = np.zeros((*ink.shape, 4), np.uint8)
    rgba[..., 3] = np.rint(255 * ink)
    return rgba


def _host_read(name: str, rgba: Drawing) -> Reading:
    return published(name).read_ink(ink_from_rgba(rgba))


@pytest.mark.parametrize("name", NETWORKS)
def test_same_outputs_for_the_same_inputs(shared_page: Page, name: str) -> None:
    generator = np.random.default_rng(1989)
    images = np.stack(
        [
            *generator.uniform(-1, 1, (120, 16, 16)).astype(np.float32),  # noise
            *np.where(generator.random((60, 16, 16)) < 0.2, 1, -1).astype(np.float32),  # specks
            blank(),
            -blank(),
            *(_host_read(name, rgba).image for rgba in _pen_drawings()),
        ]
    )
    assert len(images) >= 200
    expected = [published(name).read_image(image) for image in images]
    _assert_same(_predict(shared_page, name, images), expected)


@pytest.mark.parametrize("name", NETWORKS)
def test_same_answers_for_the_same_drawings(shared_page: Page, name: str) -> None:
    drawings = [*_pen_drawings(), np.zeros((280, 280, 4), np.uint8)]
    _assert_same(_read(shared_page, name, drawings), [_host_read(name, rgba) for rgba in drawings])


@needs_data
@pytest.mark.parametrize("name", NETWORKS)
def test_same_outputs_for_real_zip_codes(shared_page: Page, name: str) -> None:
    images = load_dataset("zip", Path(os.environ["LECUN1989_DATA"])).test.images[:200]
    expected = [published(name).read_image(image) for image in images]
    _assert_same(_predict(shared_page, name, images), expected)


@needs_data
@pytest.mark.parametrize("name", NETWORKS)
def test_same_answers_for_real_pen_strokes(shared_page: Page, name: str) -> None:
    digits = load_strokes(Path(os.environ["LECUN1989_DATA"]) / "strokes" / "unipen-dev.jsonl.gz")[::13]
    assert len(digits) == 100
    drawings = [_as_rgba(draw(digit.strokes)) for digit in digits]
    _assert_same(_read(shared_page, name, drawings), [_host_read(name, rgba) for rgba in drawings])


@pytest.mark.parametrize("name", NETWORKS)
def test_every_layer_is_the_same_in_the_browser(shared_page: Page, name: str) -> None:
    image = np.sin(np.arange(256, dtype=np.float32).reshape(16, 16) * np.float32(0.37))
    found = shared_page.evaluate(
        "([name, values]) => (window.lecun1989.use(name), window.lecun1989.layers(new Float32Array(values)))",
        [name, image.ravel().tolist()],
    )
    expected = layer_intensities(published(name).read_image(image).activations)
    assert found.keys() == expected.keys()
    for layer, intensities in expected.items():
        assert found[layer]["scale"] == f"{intensities.scale:.2f}"
        levels = np.array(found[layer]["levels"])
        assert np.abs(levels - intensities.values).max() <= 1  # rounded
