"""A visitor's actions on the page, for tests and benchmarks."""

from playwright.sync_api import Page, expect

from tools.browser.digits import DIGITS, Stroke

SIDE = 280
QUIET = 400  # milliseconds without a new answer; on a busy machine answers take a while
START_TIMEOUT = 60_000  # milliseconds; starting Python takes long on a busy machine


def wait_until(page: Page, state: str) -> None:
    """Wait for the engine to be "ready" or "failed"."""
    page.wait_for_selector(f'html[data-engine="{state}"]', state="attached", timeout=START_TIMEOUT)


def open_ready(page: Page, url: str) -> None:
    """Open the page and wait until its network can answer."""
    page.goto(url)
    wait_until(page, "ready")


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return a pad point's coordinates on the screen."""
    box = page.get_by_test_id("pad").bounding_box()
    assert box
    return box["x"] + x * box["width"] / SIDE, box["y"] + y * box["height"] / SIDE


def draw_stroke(page: Page, stroke: Stroke, lift: bool = True) -> None:
    """Draw a stroke with the mouse, and lift it at the end unless `lift` is False."""
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
    """Open "unit", "attribution", "perturb", "compare" or "finetune"."""
    page.locator(f"#tab-{name}").click()


def expect_answer(page: Page, text: str) -> None:
    """Wait until the page shows an answer: a digit, or "?"."""
    expect(page.get_by_test_id("prediction")).to_have_text(text)


def count_answers(page: Page) -> int:
    """Return how many answers the page has shown."""
    return int(page.locator("html").get_attribute("data-answers") or "")


def draw_until_read(page: Page, digit: int) -> None:
    """Draw a digit; wait until it is read correctly and no further answer comes."""
    draw(page, digit)
    expect_answer(page, str(digit))
    wait_for_last_answer(page)


def wait_for_last_answer(page: Page) -> None:
    """Wait until no further answer comes for QUIET milliseconds. The page also answers during drawing."""
    page.evaluate(
        """quiet => new Promise(done => {
            const root = document.documentElement;
            let timer = setTimeout(done, quiet);
            new MutationObserver(() => {
                clearTimeout(timer);
                timer = setTimeout(done, quiet);
            }).observe(root, { attributes: true, attributeFilter: ["data-answers"] });
        })""",
        QUIET,
    )


def scores(page: Page) -> list[float]:
    """Return the heights of the ten bars, 0 to 1."""
    return [float(page.get_by_test_id(f"prob-{n}").get_attribute("data-value") or "nan") for n in range(10)]
