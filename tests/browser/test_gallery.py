"""The gallery of misread digits: real ones if the data is available, else made-up ones."""

import io
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from lecun1989.ink.strokes import draw_paths
from lecun1989_site.build import build_site
from lecun1989_site.figures.captions import with_article
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.misread_gallery import NETWORK, SHOWN, Gallery, read_gallery
from lecun1989_site.server import Server
from tests.browser.axe import expect_no_fault, visit_with_axe
from tests.browser.visit import lay_out, start_over, visit
from tests.browser.watch import Watch
from tests.command import run
from tests.lecun1989.networks import published
from tests.paths import ROOT
from tools.browser.digits import DIGITS
from tools.browser.visitor import (
    count_answers,
    draw,
    expect_answer,
    open_ready,
    place,
    scores,
    wait_for_last_answer,
    wait_until,
)

DATA = Path(os.environ.get("LECUN1989_DATA", "no data"))
# Click a digit, wait for the answer and return the page's texts.
CLICK = """async number => {
    const root = document.documentElement;
    const before = root.dataset.answers;
    document.querySelector(`[data-misread="${number}"]`).click();
    while (root.dataset.answers === before) await new Promise(requestAnimationFrame);
    const text = (selector) => document.querySelector(selector).innerText;
    const values = Array.from({ length: 10 }, (_, digit) =>
        Number(document.querySelector(`[data-testid=prob-${digit}]`).dataset.value));
    return {
        prediction: text("[data-testid=prediction]"),
        guess: text("[data-testid=guess]"),
        highest: values.indexOf(Math.max(...values)),
        truth: text("[data-testid=truth]"),
        caption: text(`[data-misread="${number}"] .caption`),
    };
}"""
# After two frames the page has painted with the new colours.
FRAME = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def list_misread() -> str:
    result = run("misread", NETWORK, "--data", "zip", "--data-dir", DATA, "--json")
    assert result.exit_code == 0, result.output
    return str(result.output)


def make_up_misread() -> str:
    """List digits with wrong labels, so that the network seems to misread all of them."""
    network = published(NETWORK)
    rows = []
    for index, strokes in enumerate(DIGITS + DIGITS[:5]):
        reading = network.read_ink(draw_paths([np.array(stroke, np.float64) for stroke in strokes]))
        if index >= len(DIGITS):  # a few that confuse it
            reading = network.read_image(np.maximum(reading.image, reading.image.T))
        assert reading.digit is not None
        rows.append(
            {
                "index": index,
                "digit": (reading.digit + 1) % 10,
                "answer": reading.digit,
                "confidence": reading.margin,
                "rejected": reading.rejected,
                "image": reading.image.ravel().tolist(),
            }
        )
    return json.dumps({"weights": network.name, "data": "none", "examples": 100, "misread": rows})


@pytest.fixture(scope="module")
def misread() -> str:
    return list_misread() if (DATA / "zip").is_dir() else make_up_misread()


@pytest.fixture(scope="module")
def gallery(misread: str) -> Gallery:
    return read_gallery(misread)


@pytest.fixture(scope="module")
def gallery_url(
    misread: str, tmp_path_factory: pytest.TempPathFactory, start_server: Callable[[Server], str]
) -> str:
    dist = tmp_path_factory.mktemp("gallery") / "dist"
    build_site(Inputs.of_checkout(ROOT, misread), dist)
    return start_server(Server(dist))


@pytest.fixture(scope="module")
def shared_visit(browser: Browser, gallery_url: str) -> Iterator[Page]:
    with visit(browser, gallery_url, reduced_motion="reduce") as page:
        page.locator("#misread summary").click()
        yield page


@pytest.fixture
def visitor(shared_visit: Page) -> Page:
    """The shared page with an empty pad and its first network."""
    start_over(shared_visit)
    return shared_visit


def tile_of(page: Page, number: int) -> Locator:
    return page.locator(f'[data-misread="{number}"]')


def press(page: Page, number: int) -> None:
    """Click a digit and wait for the answer."""
    before = count_answers(page)
    tile_of(page, number).click()
    page.wait_for_selector(f'html:not([data-answers="{before}"])', state="attached")


def said(page: Page) -> str:
    """Return the page's answer: a digit, or "?" and the guess."""
    prediction, guess = page.get_by_test_id("prediction"), page.get_by_test_id("guess")
    return f"{prediction.inner_text()} {guess.inner_text() if guess.is_visible() else ''}".strip()


def test_every_digit_is_read_as_listed(visitor: Page, gallery: Gallery) -> None:
    assert visitor.locator("[data-misread]").count() == len(gallery.tiles)
    for tile in gallery.tiles:
        shown = visitor.evaluate(CLICK, tile.number)
        assert shown == {
            "prediction": "?" if tile.rejected else str(tile.answer),
            "guess": f"perhaps {with_article(tile.answer)}" if tile.rejected else "",
            "highest": tile.answer,
            "truth": f"It is {with_article(tile.digit)}.",
            "caption": f"{tile.digit} → {tile.answer}{'?' if tile.rejected else ''}",
        }, tile.number


def test_the_network_gets_the_exact_values(visitor: Page, gallery: Gallery) -> None:
    given = visitor.evaluate(
        """async () => {
            const config = JSON.parse(document.getElementById("config").textContent);
            const response = await fetch(config.gallery.values);
            return [...new Float32Array(await response.arrayBuffer())];
        }"""
    )
    assert np.array(given, np.float32).tobytes() == np.array([t.image for t in gallery.tiles]).tobytes()


def test_a_digit_is_a_picture_on_the_pad_until_the_first_stroke(visitor: Page, gallery: Gallery) -> None:
    press(visitor, 0)
    expect(visitor.locator("html")).to_have_attribute("data-showing", "drawing")
    assert _shades(visitor) == pytest.approx(_expected_shades(gallery.tiles[0].image), abs=2)
    draw(visitor, 6)
    wait_for_last_answer(visitor)
    expect_answer(visitor, "6")
    expect(visitor.get_by_test_id("truth")).to_be_hidden()
    found = scores(visitor)
    visitor.get_by_test_id("clear").click()
    draw(visitor, 6)
    wait_for_last_answer(visitor)
    assert scores(visitor) == pytest.approx(found, abs=1e-5)  # the picture was not read


def test_a_picture_can_be_cleared(visitor: Page) -> None:
    draw(visitor, 1)
    press(visitor, 0)
    visitor.get_by_test_id("clear").click()
    expect_answer(visitor, "?")
    expect(visitor.get_by_test_id("truth")).to_be_hidden()
    assert scores(visitor) == [0] * 10
    assert max(_shades(visitor)) == 0


def test_undo_brings_back_the_drawing_before_the_picture(visitor: Page) -> None:
    draw(visitor, 1)
    visitor.get_by_test_id("model").select_option("zip-1989")
    press(visitor, 0)
    visitor.get_by_test_id("undo").click()
    expect_answer(visitor, "1")
    expect(visitor.get_by_test_id("truth")).to_be_hidden()


def test_another_network_reads_the_picture_too(visitor: Page) -> None:
    press(visitor, 0)
    first, truth = scores(visitor), visitor.get_by_test_id("truth").inner_text()
    names = visitor.evaluate("window.lecun1989.models")
    other = next(name for name in names if name != NETWORK)
    before = count_answers(visitor)
    visitor.get_by_test_id("model").select_option(other)
    visitor.wait_for_selector(f'html:not([data-answers="{before}"])', state="attached")
    assert scores(visitor) != pytest.approx(first, abs=1e-4)
    assert visitor.get_by_test_id("truth").inner_text() == truth
    press(visitor, 0)  # a mistake is shown by the network that made it
    assert visitor.evaluate("window.lecun1989.model") == NETWORK
    wait_for_last_answer(visitor)
    assert scores(visitor) == pytest.approx(first, abs=1e-5)


def test_the_pad_scrolls_into_view_and_a_link_leads_back(visitor: Page, gallery: Gallery) -> None:
    last = len(gallery.tiles) - 1
    press(visitor, last)
    expect(visitor.get_by_test_id("pad")).to_be_in_viewport(ratio=1)
    expect(visitor.get_by_test_id("prediction")).to_be_in_viewport(ratio=1)
    expect(tile_of(visitor, last)).to_be_focused()
    expect(tile_of(visitor, last)).to_have_attribute("aria-current", "true")
    expect(visitor.locator("[data-misread][aria-current]")).to_have_count(1)
    visitor.get_by_role("link", name="Back to the others").click()
    expect(tile_of(visitor, last)).to_be_in_viewport(ratio=1)
    expect(tile_of(visitor, last)).to_be_focused()


def test_a_pad_in_view_is_not_scrolled(page: Page, gallery_url: str) -> None:
    open_ready(page, gallery_url)
    lay_out(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": 1280, "height": height + 100})  # all of the page is in view
    press(page, 0)
    assert page.evaluate("scrollY") == 0


def test_a_picture_follows_the_size_and_the_colour_scheme(visitor: Page) -> None:
    press(visitor, 0)
    before = visitor.viewport_size
    light = _shades(visitor)
    visitor.set_viewport_size({"width": 390, "height": 844})
    side = visitor.evaluate("document.querySelector('[data-testid=pad]').clientWidth")
    visitor.wait_for_function(
        "async (side) => document.querySelector('[data-testid=pad]').width === side", arg=side
    )
    assert _shades(visitor) == pytest.approx(light, abs=2)
    ink = _colour(visitor)
    visitor.emulate_media(color_scheme="dark")
    visitor.evaluate(FRAME)
    assert _shades(visitor) == pytest.approx(light, abs=2)
    assert _colour(visitor)[0] > 200 > 60 > ink[0]
    visitor.emulate_media(color_scheme="light")
    visitor.set_viewport_size(before or {"width": 1280, "height": 720})


def test_the_thumbnails_follow_the_colour_scheme(visitor: Page, gallery: Gallery) -> None:
    tile = next(tile for tile in gallery.tiles if tile.image[4:12, 4:12].max() > 0.9)
    tile_of(visitor, (tile.number + 1) % len(gallery.tiles)).click()  # this one must not be marked
    picture = tile_of(visitor, tile.number).locator("svg")
    for dark in (False, True):
        visitor.emulate_media(color_scheme="dark" if dark else "light")
        grey = _grey(visitor, picture)
        ink, paper = (grey.max(), grey.min()) if dark else (grey.min(), grey.max())
        strength = (grey - paper) / (ink - paper)  # (48, 48): 3 screen pixels for each pixel of the digit
        assert strength[1::3, 1::3] == pytest.approx((tile.image + 1) / 2, abs=0.03)
    visitor.emulate_media(color_scheme="light")


def test_a_digit_can_be_chosen_while_the_network_loads(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url)
    tile_of(page, 0).click()
    expect(page.locator("html")).to_have_attribute("data-showing", "drawing")
    wait_until(page, "ready")
    expect(page.get_by_test_id("truth")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-answers", "1")


def test_says_that_the_digits_could_not_be_loaded_and_tries_again(
    page: Page, watch: Watch, gallery_url: str, gallery: Gallery
) -> None:
    page.route("**/digits.bin", lambda route: route.abort())
    open_ready(page, gallery_url)
    tile_of(page, 0).click()
    status = page.locator("#status")
    expect(status).to_contain_text("The digits of the gallery could not be loaded. Check the connection.")
    page.unroute("**/digits.bin")
    page.route("**/digits.bin", lambda route: route.fulfill(status=404, body=""))
    tile_of(page, 0).click()
    expect(status).to_contain_text("could not be loaded (404 Not Found).")
    page.unroute("**/digits.bin")
    press(page, 0)
    assert str(gallery.tiles[0].answer) in said(page)
    watch.errors.clear()


def test_after_a_picture_a_drawing_is_where_the_pen_is(visitor: Page) -> None:
    press(visitor, 0)
    visitor.mouse.move(*place(visitor, 140, 140))
    visitor.mouse.down()
    visitor.mouse.up()
    wait_for_last_answer(visitor)
    assert max(_shades(visitor)[:64]) == 0  # only a dot in the middle


@pytest.mark.parametrize("width", [390, 1440])
def test_without_scripts_the_digits_are_pictures_without_buttons(
    browser: Browser, gallery_url: str, width: int
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 844})
    try:
        page = context.new_page()
        page.goto(gallery_url)
        first = tile_of(page, 0)
        expect(first).to_be_disabled()
        box = first.locator("svg").bounding_box()
        assert box
        assert (box["width"], box["height"]) == (48, 48)
        assert np.ptp(_grey(page, first.locator("svg"))) > 100
        expect(page.locator(".press")).to_be_hidden()
        page.locator("#misread summary").click()
        expect(tile_of(page, SHOWN)).to_be_visible()
    finally:
        context.close()


def test_has_no_serious_accessibility_fault(browser: Browser, gallery_url: str) -> None:
    with visit_with_axe(browser, gallery_url, reduced_motion="reduce") as page:
        page.locator("#misread summary").click()
        press(page, 0)
        expect_no_fault(page, ".bench", "#misread")


def _shades(page: Page) -> list[int]:
    """Return the opacity at the centre of each of a picture's 256 squares on the pad, 0 to 255."""
    found: list[int] = page.evaluate(
        """() => {
            const pad = document.querySelector("[data-testid=pad]");
            const { data, width } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height);
            const at = (cell) => Math.floor((width * (20 + 15 * (cell + 0.5))) / 280);
            return Array.from({ length: 256 }, (_, cell) => data[4 * (at(cell >> 4) * width + at(cell % 16)) + 3]);
        }"""
    )
    return found


def _expected_shades(image: np.ndarray) -> list[float]:
    shades: list[float] = (255 * (image.ravel() + 1) / 2).tolist()
    return shades


def _colour(page: Page) -> list[int]:
    """Return the colour of the pad's most opaque pixel."""
    found: list[int] = page.evaluate(
        """() => {
            const pad = document.querySelector("[data-testid=pad]");
            const { data } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height);
            const opacities = data.filter((_, index) => index % 4 === 3);
            const at = 4 * opacities.indexOf(opacities.reduce((most, each) => Math.max(most, each)));
            return [...data.slice(at, at + 3)];
        }"""
    )
    return found


def _grey(page: Page, element: Locator) -> np.ndarray:
    """Return a screenshot of an element in grey: (height, width), 0 to 255."""
    element.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(element.screenshot())).convert("L")
    return np.asarray(picture, np.float64)
