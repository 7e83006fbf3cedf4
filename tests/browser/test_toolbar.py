"""The tools beside the pad: undo and redo, eraser, pen, samples, share links and imported pictures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from lecun1989_site.page.samples import make_samples
from tests.browser.visit import start_over, visit
from tests.javascript import exported
from tools.browser.digits import DIGITS, Stroke
from tools.browser.visitor import draw, draw_stroke, expect_answer, open_ready, scores, wait_for_last_answer

SAMPLES = make_samples()
LONGEST_LINK = 400


@pytest.fixture(scope="module")
def visited(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url, permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


@pytest.fixture
def visitor(visited: Page) -> Page:
    start_over(visited)
    visited.get_by_test_id("pad").scroll_into_view_if_needed()
    return visited


def ink(page: Page) -> float:
    """The share of the pad that is inked."""
    opacity: float = page.get_by_test_id("pad").evaluate(
        """pad => {
            const { data } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height);
            let sum = 0;
            for (let at = 3; at < data.length; at += 4) sum += data[at];
            return sum / 255 / pad.width / pad.height;
        }"""
    )
    return opacity


def opacities(page: Page) -> np.ndarray:
    """How strongly each pixel of the pad is inked, 0 to 255."""
    values = page.get_by_test_id("pad").evaluate(
        """pad => {
            const { data } = pad.getContext("2d").getImageData(0, 0, pad.width, pad.height);
            return [...data.filter((_, at) => at % 4 === 3)];
        }"""
    )
    return np.array(values, np.float64)


def test_redo_brings_back_what_undo_took_away(visitor: Page) -> None:
    draw(visitor, 7)
    expect_answer(visitor, "7")
    inked = ink(visitor)
    visitor.get_by_test_id("undo").click()
    assert ink(visitor) == 0
    visitor.get_by_test_id("redo").click()
    expect_answer(visitor, "7")
    assert ink(visitor) == inked
    visitor.get_by_test_id("redo").click()  # nothing is left to redo
    assert ink(visitor) == inked


def test_clearing_can_be_undone(visitor: Page) -> None:
    draw(visitor, 3)
    expect_answer(visitor, "3")
    visitor.get_by_test_id("clear").click()
    expect_answer(visitor, "?")
    visitor.keyboard.press("Control+z")
    expect_answer(visitor, "3")
    visitor.keyboard.press("Control+Shift+z")
    expect_answer(visitor, "?")


def test_after_a_new_stroke_there_is_nothing_to_redo(visitor: Page) -> None:
    draw(visitor, 7)
    visitor.get_by_test_id("undo").click()
    draw(visitor, 1)
    expect_answer(visitor, "1")
    visitor.get_by_test_id("redo").click()
    wait_for_last_answer(visitor)
    expect_answer(visitor, "1")


def test_the_eraser_removes_ink_and_undo_restores_it(visitor: Page) -> None:
    erase = visitor.get_by_test_id("erase")
    draw(visitor, 7)
    whole = ink(visitor)
    erase.click()
    expect(erase).to_have_attribute("aria-pressed", "true")
    draw_stroke(visitor, [(60, 44), (220, 44)])
    assert ink(visitor) < 0.7 * whole
    visitor.get_by_test_id("undo").click()
    assert ink(visitor) == whole
    erase.click()
    expect(erase).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("width", [10, 36])
def test_the_pen_has_the_chosen_width_and_the_answer_stays(visitor: Page, width: int) -> None:
    visitor.get_by_test_id("pen").fill(str(width))
    draw_stroke(visitor, [(60, 140), (220, 140)])
    assert ink(visitor) * 280**2 == pytest.approx(160 * width + np.pi * width**2 / 4, rel=0.03)
    visitor.get_by_test_id("clear").click()
    draw(visitor, 3)
    expect_answer(visitor, "3")
    visitor.get_by_test_id("pen").fill("20")


@pytest.mark.parametrize("number", range(10))
def test_every_sample_is_read_correctly(visitor: Page, number: int) -> None:
    visitor.get_by_role("button", name=f"Draw {SAMPLES[number].name}").click()
    expect_answer(visitor, str(number))


def test_a_link_contains_the_drawing_and_the_network(
    visitor: Page, context_page: Callable[[str], Page]
) -> None:
    visitor.get_by_test_id("model").select_option("zip-1989")
    visitor.get_by_test_id("pen").fill("26")
    draw(visitor, 2)
    wait_for_last_answer(visitor)
    expected = scores(visitor)
    visitor.get_by_test_id("share").click()
    expect(visitor.locator("#status")).to_have_text("Copied a link that holds your drawing.")
    link = visitor.evaluate("navigator.clipboard.readText()")
    assert link == visitor.url
    assert len(link) < LONGEST_LINK
    visitor.get_by_test_id("pen").fill("20")
    other = context_page(link)
    expect(other.locator("html")).not_to_have_attribute("data-answers", "0")
    wait_for_last_answer(other)
    assert other.evaluate("lecun1989.model") == "zip-1989"
    assert scores(other) == pytest.approx(expected, abs=0.1)
    assert ink(other) == pytest.approx(ink(visitor), rel=0.02)


def scribble(page: Page, strokes: list[Stroke]) -> None:
    """Draw with pointer events from a script, which is faster than the mouse for thousands of points."""
    page.evaluate(
        """strokes => {
            const pad = document.querySelector("[data-testid=pad]");
            pad.setPointerCapture = () => {};  // it fails for a script's pointer
            const { left, top, width } = pad.getBoundingClientRect();
            const send = (type, [x, y]) => pad.dispatchEvent(new PointerEvent(type, {
                clientX: left + (x * width) / 280, clientY: top + (y * width) / 280,
                pointerId: 7, isPrimary: true, button: 0, buttons: 1, bubbles: true, cancelable: true,
            }));
            for (const stroke of strokes) {
                send("pointerdown", stroke[0]);
                for (const point of stroke.slice(1)) send("pointermove", point);
                send("pointerup", stroke.at(-1));
            }
            delete pad.setPointerCapture;
        }""",
        strokes,
    )


def curls(path: Stroke, count: int, radius: float, points: int) -> list[Stroke]:
    """Return round strokes along a path."""
    corners = np.array(path)
    middles = [np.interp(np.linspace(0, len(path) - 1, count), range(len(path)), axis) for axis in corners.T]
    turns = np.linspace(0, 4 * np.pi, points)
    return [
        [(x + radius * np.cos(turn), y + radius * np.sin(turn)) for turn in turns]
        for x, y in zip(*middles, strict=True)
    ]


def test_the_link_of_a_busy_drawing_opens_again(visitor: Page, context_page: Callable[[str], Page]) -> None:
    """A link is too short for its 3,000 points, so some must be left out."""
    scribble(visitor, curls(DIGITS[7][0], count=50, radius=9, points=60))
    wait_for_last_answer(visitor)
    expect_answer(visitor, "7")
    visitor.get_by_test_id("share").click()
    expect(visitor.locator("#status")).to_have_text("Copied a link that holds your drawing.")
    link = visitor.evaluate("navigator.clipboard.readText()")
    assert len(link.split(".")[-1]) <= exported("pad/share-link.js", "MAX_LENGTH")
    other = context_page(link)
    wait_for_last_answer(other)
    expect_answer(other, "7")
    assert scores(other) == pytest.approx(scores(visitor), abs=0.05)
    drawn, reopened = opacities(visitor), opacities(other)
    assert drawn.shape == reopened.shape
    assert np.abs(drawn - reopened).sum() < 0.05 * drawn.sum()


def test_the_page_says_if_a_drawing_is_too_long_for_a_link(visitor: Page) -> None:
    before = visitor.url
    zigzag = [(20.0 + at, 60.0 if at % 2 else 200.0) for at in range(240)]  # no corner can be left out
    scribble(visitor, [zigzag] * 7)
    visitor.get_by_test_id("share").click()
    expect(visitor.locator("#status")).to_contain_text("too long for a link")
    assert visitor.url == before


def test_a_link_to_an_unknown_network_shows_the_drawing(visitor: Page, site_url: str) -> None:
    visitor.evaluate("fragment => { location.hash = fragment; }", "#1.no-such-network.FANgNU6JtYYUAplHj84")
    expect_answer(visitor, "4")
    assert visitor.evaluate("lecun1989.model") == visitor.evaluate("lecun1989.models[0]")


@pytest.mark.parametrize(
    "fragment",
    [
        "#1.reader.",
        "#1.reader.A",
        "#1.reader.FA",  # a stroke that ends before its points
        "#1.reader.FP8A",
        "#1.reader.AAFA",  # a pen without width
        "#1.reader.FAAA",  # a stroke without points
        "#2.reader.FANgNU6JtYYUAplHj84",
        "#1.<img src=x onerror=alert(1)>.FANgNU6JtYYUAplHj84",
        "#1.reader." + "A" * 5000,
        "#1.__proto__.FANgNU6JtYYUAplHj84",
        "#%E0%A4%A",
    ],
)
def test_a_hostile_link_is_ignored(visitor: Page, fragment: str) -> None:
    draw(visitor, 7)
    expect_answer(visitor, "7")
    before = ink(visitor)
    visitor.evaluate("fragment => { location.hash = fragment; }", fragment)
    wait_for_last_answer(visitor)
    expect_answer(visitor, "7")
    assert ink(visitor) == before


def test_a_blank_pad_makes_no_link(visitor: Page) -> None:
    before = visitor.url
    visitor.get_by_test_id("share").click()
    expect(visitor.locator("#status")).to_contain_text("Draw something first")
    assert visitor.url == before


def picture(path: Path, size: tuple[int, int], dark: bool = False) -> Path:
    """Save a picture of a seven."""
    width, height = size
    pixels = np.full((height, width), 20 if dark else 235, np.uint8)
    pen = 225 if dark else 30
    thick = max(2, width // 12)
    pixels[height // 5 : height // 5 + thick, width // 4 : 3 * width // 4] = pen
    for row in range(height // 5, 4 * height // 5):
        at = int(3 * width / 4 - (row - height / 5) / (0.6 * height) * width / 4)
        pixels[row, at - thick // 2 : at + thick // 2 + 1] = pen
    Image.fromarray(pixels).save(path)
    return path


@pytest.mark.parametrize(("size", "dark"), [((60, 90), False), ((900, 700), True)])
def test_a_picture_is_read(visitor: Page, tmp_path: Path, size: tuple[int, int], dark: bool) -> None:
    visitor.locator("#photo").set_input_files(picture(tmp_path / "seven.png", size, dark))
    expect_answer(visitor, "7")
    visitor.get_by_test_id("undo").click()
    expect_answer(visitor, "?")


@pytest.mark.parametrize("how", ["drop", "drop beside", "paste"])
def test_a_picture_is_dropped_or_pasted(visitor: Page, tmp_path: Path, how: str) -> None:
    data = picture(tmp_path / "seven.png", (80, 80)).read_bytes()
    visitor.evaluate(
        """([bytes, how]) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "seven.png", { type: "image/png" }));
            if (how.startsWith("drop")) {
                const place = document.querySelector(how === "drop" ? "[data-testid=pad]" : "h1");
                place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
            } else {
                document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
            }
        }""",
        [list(data), how],
    )
    expect_answer(visitor, "7")
    visitor.get_by_test_id("share").click()
    expect(visitor.locator("#status")).to_contain_text("this is a picture")


def test_a_file_that_is_not_a_picture_is_refused(visitor: Page, tmp_path: Path) -> None:
    path = tmp_path / "notes.png"
    path.write_text("no picture")
    draw(visitor, 7)
    expect_answer(visitor, "7")
    visitor.locator("#photo").set_input_files(path)
    status = visitor.locator("#status")
    expect(status).to_contain_text("notes.png is not a picture")
    expect_answer(visitor, "7")
    visitor.locator("#photo").set_input_files(picture(tmp_path / "seven.png", (60, 90)))
    expect(status).to_have_text("")


def test_of_two_pictures_the_later_one_counts(visitor: Page, tmp_path: Path) -> None:
    """The first one takes longer to decode."""
    large = tmp_path / "large.png"
    Image.new("L", (6000, 6000), 235).save(large)
    visitor.locator("#photo").set_input_files(large)
    visitor.locator("#photo").set_input_files(picture(tmp_path / "seven.png", (60, 90)))
    expect_answer(visitor, "7")
    visitor.wait_for_timeout(1500)
    expect_answer(visitor, "7")


@pytest.fixture
def context_page(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Open an address in its own context."""
    contexts = []

    def open_at(address: str) -> Page:
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        open_ready(page, address)
        return page

    yield open_at
    for context in contexts:
        context.close()
