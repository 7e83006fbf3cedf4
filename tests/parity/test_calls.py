"""The panels' calls: the page's engine and this computer give the same answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from lecun1989.explain.perturbation import NEUTRAL
from lecun1989.explain.unit import SIZES
from lecun1989.messages import Calls
from lecun1989_site.page.example import read_example
from lecun1989_site.page.samples import make_samples
from tests.browser.visit import visit
from tests.lecun1989.networks import published

NETWORKS = ("reader", "zip-1989", "mnist-2022")
TOLERANCE = 2e-4  # of numbers; intensities and texts are rounded, so they may differ by one in the last digit

# The page's modules, with their own worker.
START = """async () => {
    const folder = new URL(document.querySelector("script[type=module]").src).href.replace(/[^/]*$/, "");
    const { Engine } = await import(`${folder}engine/engine.js`);
    const nothing = () => {};
    const watcher = {
        onStage: nothing, onReady: nothing, onMissing: nothing, onComplete: nothing, onFailed: nothing,
    };
    window.engine = new Engine(watcher);
    engine.start();
    await engine.ready;
}"""
ASK = """async ([call, args]) => {
    const kinds = { float32: Float32Array, int32: Int32Array, uint8: Uint8ClampedArray };
    const plain = (value) => {
        if (ArrayBuffer.isView(value) || Array.isArray(value)) return Array.from(value, plain);
        if (!value || typeof value !== "object") return value ?? null;
        return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
    };
    const { ms, ...answer } = await engine.ask[call](...args.map(each => kinds[each?.kind]?.from(each.values) ?? each));
    return plain(answer);
}"""


@dataclass(frozen=True)
class Reading:
    """The numbers of one drawing's readings in the page and on this computer."""

    there: int
    here: int


class Both:
    """The page's engine and this computer's `Calls`. Both get the same calls."""

    def __init__(self, page: Page, host: Calls) -> None:
        self.page = page
        self.host = host

    def ask(self, call: str, *args: Any) -> tuple[Any, Any]:
        """Return both answers; a `Reading` stands for its number."""
        there = [each.there if isinstance(each, Reading) else each for each in args]
        here = [each.here if isinstance(each, Reading) else each for each in args]
        passed = [
            {"kind": each.dtype.name, "values": each.ravel().tolist()}
            if isinstance(each, np.ndarray)
            else each
            for each in there
        ]
        return self.page.evaluate(ASK, [call, passed]), getattr(self.host, call)(*here)

    def agree(self, call: str, *args: Any) -> Any:
        """Ask, compare the answers and return this computer's."""
        found, expected = self.ask(call, *args)
        assert_alike(found, expected, call)
        return expected

    def read(self, call: str, *args: Any) -> Reading:
        """Ask for a reading, and compare all but its number."""
        found, expected = self.ask(call, *args)
        reading = Reading(found.pop("number"), expected.pop("number"))
        assert_alike(found, expected, call)
        return reading


def assert_alike(found: Any, expected: Any, place: str) -> None:
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), place
        for key, value in expected.items():
            assert_alike(found[key], value, f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), place
        for at, (one, other) in enumerate(zip(found, expected, strict=True)):
            assert_alike(one, other, f"{place}[{at}]")
    elif isinstance(expected, np.ndarray):
        slack = 1 if expected.dtype == np.int8 else TOLERANCE * max(1.0, float(np.abs(expected).max()))
        np.testing.assert_allclose(found, expected, rtol=0, atol=slack, err_msg=place)
    elif isinstance(expected, bool | int) or expected is None:
        assert found == expected, place
    elif isinstance(expected, float):
        assert found == pytest.approx(expected, abs=TOLERANCE * max(1, abs(expected))), place
    else:
        numbers = r"-?\d+\.\d+"
        assert re.sub(numbers, "", found) == re.sub(numbers, "", expected), place
        for one, other in zip(re.findall(numbers, found), re.findall(numbers, expected), strict=True):
            assert float(one) == pytest.approx(float(other), abs=0.011), place


@pytest.fixture(scope="module")
def engine(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url) as page:
        page.evaluate(START)
        yield page


@pytest.fixture(scope="module")
def both(engine: Page) -> Both:
    host = Calls()
    for name in NETWORKS:
        host.load(name, published(name).to_json())
    return Both(engine, host)


@pytest.fixture(params=NETWORKS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def images(name: str) -> list[NDArray[np.float32]]:
    noise = np.sin(np.arange(256, dtype=np.float32) * np.float32(0.37))
    return [read_example(published(name)).image.astype(np.float32).ravel(), noise]


def read(both: Both, name: str, image: NDArray[np.float32]) -> Reading:
    return both.read("read", name, image, 16, 16, "h1", 300)


def test_a_drawing(both: Both, name: str) -> None:
    rgba = np.zeros((40, 30, 4), np.uint8)
    rgba[5:35, 12:18, 3] = 255
    for drawing in (rgba, np.zeros_like(rgba)):  # the second is blank
        both.read("read", name, drawing, 30, 40, "h2", 17)


def test_units(both: Both, name: str) -> None:
    for image in images(name):
        reading = read(both, name, image)
        for layer, size in SIZES.items():
            for index in (0, size // 3, size - 1):
                both.agree("unit", reading, layer, index)


def test_attribution_and_occlusion(both: Both, name: str) -> None:
    for image in images(name):
        reading = read(both, name, image)
        for output in (3, 8):
            both.agree("attribution", reading, output)
        both.agree("occlusion", reading)


def test_the_search_for_a_counterfactual(both: Both, name: str) -> None:
    reading = read(both, name, images(name)[0])
    steps = [both.agree("counterfactual", reading, 8) for _ in range(4)]
    ink = [step["ink"] for step in steps]
    assert ink == sorted(ink)  # the strokes that change least are tried first
    assert ink[-1] > 0


def test_perturbations(both: Both, name: str) -> None:
    perturbation = np.array([1, -2, 20, 1.2, 0.5, 0.1], np.float32)
    for image in images(name):
        reading = read(both, name, image)
        for each in (perturbation, np.array(NEUTRAL, np.float32)):
            both.read("perturb", reading, each, "h3", 4)
        # Digits may differ if two outputs are almost equal.
        found, expected = both.ask("curves", reading, perturbation)
        assert found.keys() == expected.keys()
        for part, curve in expected.items():
            np.testing.assert_allclose(found[part]["scores"], curve["scores"], atol=2e-3)


def test_whole_codes(both: Both, name: str) -> None:
    samples = make_samples()
    paths = [
        np.array(stroke, np.float32) * np.float32(0.7) + np.array([130 * at, 50], np.float32)
        for at, digit in enumerate((7, 0, 3, 4, 9))
        for stroke in samples[digit].strokes
    ]
    lengths = np.array([len(path) for path in paths], np.int32)
    row = both.agree("read_row", name, np.concatenate(paths).ravel(), lengths, 14)
    assert len(row["digits"]) == 5


def test_fine_tuning(both: Both, name: str) -> None:
    values, digits = np.concatenate(images(name)), np.array([8, 4], np.int32)
    found, expected = both.ask("finetune", name, values, digits)
    both.ask("finetune", name, values[:0], digits[:0])
    assert found["steps"] == expected["steps"] > 0
    assert found["moved"] == pytest.approx(expected["moved"], rel=1e-3)
    for when in ("before", "after"):
        np.testing.assert_allclose(found[when]["outputs"], expected[when]["outputs"], atol=1e-3)
    for part in ("kernels", "changes"):
        assert_alike(found[part], expected[part], part)


def test_reset_restores_the_published_network(both: Both, name: str) -> None:
    found, expected = both.ask("export", name)
    assert found == expected == {"text": published(name).to_json()}


def test_a_refusal_is_the_same_sentence(both: Both) -> None:
    there = both.page.evaluate("engine.ask.unit(1e6, 'h1', 0).catch(error => error.message)")
    with pytest.raises(ValueError, match="is not kept any more") as caught:
        both.host.unit(1_000_000, "h1", 0)
    assert there == str(caught.value)
