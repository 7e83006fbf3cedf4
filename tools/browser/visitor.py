"""What a visitor does on the page, in a few words, for the tests."""

from playwright.sync_api import Page, expect

from tools.browser.digits import DIGITS, Stroke

SIDE = 280
QUIET_CHECKS = 4  # tenths of a second without an answer
START_TIMEOUT = 60_000  # milliseconds; a busy machine takes long to start Python


def wait_until(page: Page, state: str) -> None:
    """Wait for the engine to be "ready" or "failed"."""
    page.wait_for_selector(f'html[data-engine="{state}"]', state="attached", timeout=START_TIMEOUT)


def open_ready(page: Page, url: str) -> None:
    page.goto(url)
    wait_until(page, "ready")


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Turn a point on the pad into one on the screen."""
    box = page.get_by_test_id("pad").bounding_box()
    assert box
    return box["x"] + x * box["width"] / SIDE, box["y"] + y * box["height"] / SIDE


def draw_stroke(page: Page, stroke: Stroke, lift: bool = True) -> None:
    """Draw with the mouse; it stays down unless lifted."""
    page.mouse.move(*place(page, *stroke[0]))
    page.mouse.down()
    for point in stroke[1:]:
        page.mouse.move(*place(page, *point), steps=4)
    if lift:
        page.mouse.up()


def draw(page: Page, digit: int) -> None:
    """Draw a digit with the mouse."""
    page.get_by_test_id("pad").scroll_into_view_if_needed()
    for stroke in DIGITS[digit]:
        draw_stroke(page, stroke)


def open_panel(page: Page, name: str) -> None:
    """Open "unit", "why", "bend", "compare" or "teach"."""
    page.locator(f"#tab-{name}").click()


def expect_answer(page: Page, text: str) -> None:
    expect(page.get_by_test_id("prediction")).to_have_text(text)


def count_answers(page: Page) -> int:
    return int(page.locator("html").get_attribute("data-answers") or "")


def draw_until_read(page: Page, digit: int) -> None:
    """Draw a digit and wait until it is read as itself, and no further answer comes."""
    draw(page, digit)
    expect_answer(page, str(digit))
    wait_for_last_answer(page)


def wait_for_last_answer(page: Page) -> None:
    """Wait until no further answer comes, since the page also answers while one draws."""
    quiet = 0
    while quiet < QUIET_CHECKS:
        before = count_answers(page)
        page.wait_for_timeout(100)
        quiet = quiet + 1 if count_answers(page) == before else 0


def scores(page: Page) -> list[float]:
    """The ten bars."""
    return [float(page.get_by_test_id(f"prob-{n}").get_attribute("data-value") or "nan") for n in range(10)]
