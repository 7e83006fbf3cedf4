"""A visit in Chromium, Firefox and WebKit: load both ways, draw, use every panel, come back offline."""

from pathlib import Path

import numpy as np
import pytest

from lecun1989.ink.strokes import draw_paths
from tests.browser.faulty_server import FaultyServer, answer_unavailable
from tests.engines.engine import Engine
from tests.lecun1989.networks import published
from tools.browser.digits import DIGITS
from tools.browser.serving import serving
from tools.browser.visitor import SIDE

ARROW_DOWN, ARROW_RIGHT = "\ue015", "\ue014"
# A panel's tab, and an expression that is true when the panel shows its content.
PANELS = {
    "attribution": "document.getElementById('turn-note').textContent.includes('pixels of ink')",
    "perturb": "document.querySelectorAll('[data-curve] polyline').length >= 6",
    "compare": "[...document.querySelectorAll('#panel-compare b')].filter((b) => b.textContent === '3').length >= 5",
    "finetune": "!document.getElementById('teach-4').disabled",
}


def test_reads_the_ten_digits(reader: Engine) -> None:
    for digit in range(10):
        reader.read(digit)


def test_has_the_outputs_of_the_host(reader: Engine) -> None:
    network = published("reader")
    for digit in (0, 4, 7):
        image = network.read_ink(draw_paths([np.array(stroke, np.float64) for stroke in DIGITS[digit]])).image
        values = ", ".join(map(str, image.ravel().tolist()))
        outputs = reader.evaluate(
            f"lecun1989.predict(Float32Array.of({values})).then(({{ outputs }}) => Array.from(outputs))"
        )
        np.testing.assert_allclose(outputs, network(image[np.newaxis])[0], atol=1e-5)


def test_the_keyboard_selects_units_and_edits_the_input(reader: Engine) -> None:
    reader.evaluate("document.querySelector('[data-testid=layer-h2]').focus()")
    reader.press(ARROW_DOWN)
    reader.press(ARROW_RIGHT)
    reader.wait_for(
        "document.querySelector('.arithmetic').textContent.includes('H2, map 1, row 2, column 2')"
    )


@pytest.mark.parametrize("panel", PANELS)
def test_every_panel_shows_its_content(reader: Engine, panel: str) -> None:
    reader.read(3)
    reader.click(f"#tab-{panel}")
    reader.wait_for(f"document.getElementById('tab-{panel}').getAttribute('aria-selected') === 'true'")
    reader.wait_for(PANELS[panel])


def test_fine_tuning_teaches_another_answer(reader: Engine) -> None:
    reader.read(7)
    reader.click("#tab-finetune")
    reader.click("#teach-4")
    reader.wait_for("document.getElementById('prediction').textContent === '4'")
    reader.click("#forget")
    reader.wait_for("document.getElementById('prediction').textContent === '7'")


def test_a_zip_code_is_read(reader: Engine) -> None:
    for at, digit in enumerate((1, 4, 2, 0, 7)):
        for stroke in DIGITS[digit]:
            points = [(0.02 + 0.19 * at + 0.15 * x / SIDE, 0.2 + 0.5 * y / SIDE) for x, y in stroke]
            reader.draw_on("#code-pad", points)
    reader.wait_for("document.getElementById('code').textContent === '14207'")


@pytest.mark.parametrize("width", [390, 720, 1440])
def test_nothing_is_wider_than_the_window(reader: Engine, width: int) -> None:
    reader.resize(width, 844)
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_a_failure_is_in_view(engine: Engine, dist: Path) -> None:
    engine.resize(390, 844)
    server = FaultyServer(dist)
    server.faults = {"worker.js": answer_unavailable}
    with serving(server) as url:
        engine.goto(url)
        engine.wait_for("document.documentElement.dataset.engine === 'failed'")
        top, bottom, height = engine.evaluate(
            """(() => {
                const { top, bottom } = document.getElementById("status").getBoundingClientRect();
                return [top, bottom, innerHeight];
            })()"""
        )
    assert 0 < top < bottom <= height
    assert "could not be loaded or was blocked" in engine.text("#status")


def test_the_snapshot_is_restored_and_the_second_visit_works_offline(engine: Engine, dist: Path) -> None:
    server = FaultyServer(dist)
    server.faults = {"python_stdlib.zip": answer_unavailable}  # a plain start would fail
    with serving(server) as url:
        engine.open_ready(url)
        wait_until_kept(engine)
    engine.open_ready(url)  # nothing serves this address now
    engine.read(7)


def test_without_the_snapshot_it_starts_plainly_and_works_offline(engine: Engine, dist: Path) -> None:
    server = FaultyServer(dist)
    server.faults = {"memory.bin": answer_unavailable}
    with serving(server) as url:
        engine.open_ready(url)
        engine.read(7)
        server.faults = {}
        wait_until_kept(engine)
        server.faults = {"memory.bin": answer_unavailable}
    engine.open_ready(url)
    engine.read(2)


def wait_until_kept(engine: Engine) -> None:
    """Wait until the service worker has kept a version whole: it keeps the page last."""
    engine.wait_for(
        """caches.keys()
            .then((names) => Promise.all(names.map(async (name) => (await caches.open(name)).match(location.href))))
            .then((pages) => pages.some(Boolean))"""
    )
