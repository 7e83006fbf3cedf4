"""What the page's panels ask: the page's own engine and this computer give the same answers."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from lecun1989.explain.perturb import NEUTRAL
from playwright.sync_api import Browser, Page

from lecun1989 import session as host
from lecun1989.ink.strokes import place_strokes
from lecun1989_site.page.example import draw_example
from lecun1989_site.page.samples import make_samples
from tests.browser.visit import visit
from tests.paths import ROOT

NETWORKS = ("reader", "zip-1989", "mnist-2022")
TOLERANCE = 2e-4  # of numbers; levels and texts are rounded, so they may differ by one in the last place

# The page's own modules, with a worker of their own.
START = """async () => {
    const folder = new URL(document.querySelector("script[type=module]").src).href.replace(/[^/]*$/, "");
    const { Engine } = await import(`${folder}engine/engine.js`);
    const { readConfig } = await import(`${folder}util/config.js`);
    const nothing = () => {};
    const watcher = {
        onStage: nothing, onReady: nothing, onMissing: nothing, onComplete: nothing, onFailed: nothing,
    };
    window.engine = new Engine(watcher);
    engine.start();
    await engine.ready;
}"""


@pytest.fixture(scope="module")
def engine(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url) as page:
        page.evaluate(START)
        yield page


@pytest.fixture(params=NETWORKS)
def name(request: pytest.FixtureRequest) -> str:
    path = ROOT / "weights" / f"{request.param}.json"
    host.load(request.param, path.read_text("utf-8"))
    return str(request.param)


def images(name: str) -> list[np.ndarray]:
    noise = np.sin(np.arange(256, dtype=np.float32).reshape(16, 16) * np.float32(0.37))
    return [np.ascontiguousarray(draw_example(host._get(name))), noise.astype(np.float32)]


def ask(page: Page, called: str, *args: Any) -> Any:
    """Call a method of the engine; arrays become typed ones."""
    passed = [
        {"kind": each.dtype.name, "values": each.ravel().tolist()} if isinstance(each, np.ndarray) else each
        for each in args
    ]
    return page.evaluate(
        """async ([called, args]) => {
            const kinds = { float32: Float32Array, int32: Int32Array };
            const answer = await engine[called](...args.map(each => kinds[each?.kind]?.from(each.values) ?? each));
            delete answer.ms;
            return answer;
        }""",
        [called, passed],
    )


def assert_alike(found: Any, expected: Any, place: str = "answer") -> None:
    if isinstance(expected, dict):
        assert found.keys() == expected.keys(), place
        for key, value in expected.items():
            assert_alike(found[key], value, f"{place}.{key}")
    elif isinstance(expected, list):
        assert len(found) == len(expected), place
        for at, (one, other) in enumerate(zip(found, expected, strict=True)):
            assert_alike(one, other, f"{place}[{at}]")
    elif isinstance(expected, bool) or expected is None:
        assert found is expected, place
    elif isinstance(expected, int) and "levels" not in place and "sources" not in place:
        assert found == expected, place
    elif isinstance(expected, int | float):
        slack = 1 if isinstance(expected, int) else TOLERANCE * max(1, abs(expected))
        assert abs(found - expected) <= slack, f"{place}: {found}, not {expected}"
    else:
        numbers = r"-?\d+\.\d+"
        assert re.sub(numbers, "", found) == re.sub(numbers, "", expected), place
        for one, other in zip(re.findall(numbers, found), re.findall(numbers, expected), strict=True):
            assert float(one) == pytest.approx(float(other), abs=0.011), place


def test_why_and_what_each_spot_is_worth(engine: Page, name: str) -> None:
    for image in images(name):
        for output in (3, 8):
            assert_alike(ask(engine, "why", name, image, output), json.loads(host.why(name, image, output)))
        assert_alike(ask(engine, "occlude", name, image), json.loads(host.occlude(name, image)))


def test_units(engine: Page, name: str) -> None:
    for layer, number in (("h1", 300), ("h2", 101), ("h3", 20), ("output", 3)):
        image = images(name)[0]
        found = ask(engine, "unit", name, image, layer, number)
        expected = json.loads(host.unit(name, image, layer, number))
        assert_alike(found, expected)


def test_the_least_stroke(engine: Page, name: str) -> None:
    image = images(name)[0]
    for first in (0, 256):
        found = ask(engine, "change", name, image, 8, first)
        assert_alike(found, json.loads(host.change(name, image, 8, first)))


def test_distortions(engine: Page, name: str) -> None:
    settings = np.array([1, -2, 20, 1.2, 0.5, 0.1], np.float32)
    for image in images(name):
        for each in (settings, np.array(NEUTRAL, np.float32)):
            assert_alike(
                ask(engine, "distort", name, image, each), json.loads(host.distort(name, image, each))
            )
        # Digits may differ where two outputs tie.
        found, expected = (
            ask(engine, "curves", name, image, settings),
            json.loads(host.curves(name, image, settings)),
        )
        for part, values in expected.items():
            np.testing.assert_allclose(found[part]["scores"], values["scores"], atol=2e-3)


def test_whole_codes(engine: Page, name: str) -> None:
    paths = []
    for at, digit in enumerate((7, 0, 3, 4, 9)):
        strokes = [[(x / 280, y / 280) for x, y in stroke] for stroke in make_samples()[digit].strokes]
        paths += place_strokes(strokes, 180, (90 + 135 * at, 150))
    drawn = [
        {
            "points": [{"x": x, "y": y} for x, y in path.astype(np.float32).tolist()],
            "pen": 14,
            "erases": False,
        }
        for path in paths
    ]
    found = ask(engine, "readCode", name, drawn, 14)
    lengths = np.array([len(path) for path in paths], np.int32)
    points = np.concatenate(paths).astype(np.float32).ravel()
    expected = json.loads(host.read_code(name, points, lengths, 14))
    assert len(expected["digits"]) == 5
    assert_alike(found, expected)


def test_teaching(engine: Page, name: str) -> None:
    lessons = [(images(name)[0], 8), (images(name)[1], 4)]
    found = ask(
        engine,
        "teach",
        name,
        [{"values": image.ravel().tolist(), "digit": digit} for image, digit in lessons],
    )
    values = np.stack([image for image, _ in lessons]).ravel()
    expected = json.loads(host.teach(name, values, np.array([digit for _, digit in lessons], np.int32)))
    nothing = np.empty(0, np.float32)
    host.teach(name, nothing, nothing.astype(np.int32))
    ask(engine, "teach", name, [])
    assert found["steps"] == expected["steps"] > 0
    assert found["after"]["outputs"] == pytest.approx(expected["after"]["outputs"], abs=1e-3)
    assert_alike(found["kernels"], expected["kernels"])


def test_strokes_tried_in_turn_change_more_and_more(engine: Page) -> None:
    host.load("reader", (ROOT / "weights" / "reader.json").read_text("utf-8"))
    image = images("reader")[0]
    ink = [ask(engine, "change", "reader", image, 1, first)["nearest"]["ink"] for first in (0, 2048, 8192)]
    assert all(one <= other for one, other in pairwise(ink))
