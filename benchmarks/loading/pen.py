"""How quickly the page answers a pen stroke, and how soon it shows text and can be drawn on, on this computer."""

from typing import Any

from playwright.sync_api import Browser

from benchmarks.loading.server import SlowServer
from benchmarks.loading.visit import open_page
from tools.browser.digits import DIGITS
from tools.browser.visitor import draw, expect_answer, open_ready

ROUNDS = 5  # how often the ten digits are drawn in each page load

# From the time of the browser's pen-up event to the time when the next answer is in the page.
ANSWERS = """
window.answers = [];
let lifted = null;
addEventListener("pointerup", ({ target, timeStamp }) => {
    if (target.dataset.testid === "pad") lifted = timeStamp;
}, true);
new MutationObserver(() => {
    if (lifted !== null) answers.push(performance.now() - lifted);
    lifted = null;
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-answers"] });
"""

# A pen that tries to draw from the start: it makes a stroke every few milliseconds until the pad shows one.
SCRIBBLE = """
window.drawn = new Promise((resolve) => {
    const hasInk = (canvas) => canvas.width > 0 && canvas.getContext("2d")
        .getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0);
    const timer = setInterval(() => {
        const canvas = document.querySelector("canvas[data-testid=pad]");
        if (!canvas) return;
        const { left, top, width, height } = canvas.getBoundingClientRect();
        const touch = (type, share) => canvas.dispatchEvent(new PointerEvent(type, {
            pointerId: 1, isPrimary: true, button: 0, buttons: 1, bubbles: true, cancelable: true,
            clientX: left + share * width, clientY: top + share * height,
        }));
        touch("pointerdown", 0.3);
        touch("pointermove", 0.7);
        touch("pointerup", 0.7);
        if (!hasInk(canvas)) return;
        clearInterval(timer);
        resolve(performance.now());
    }, 4);
});
"""
DRAWN = """async () => ({
    drawn: await drawn,
    painted: performance.getEntriesByName("first-contentful-paint")[0].startTime,
})"""


def measure_answers(browser: Browser, server: SlowServer) -> list[float]:
    """Draw the ten digits ROUNDS times; return the milliseconds from each pen-up to its answer."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(ANSWERS)
    open_ready(page, server.url)
    for _ in range(ROUNDS):
        for digit in range(len(DIGITS)):
            draw(page, digit)
            expect_answer(page, str(digit))
            page.get_by_test_id("clear").click()
    answers: list[float] = page.evaluate("answers")
    context.close()
    return answers


def measure_drawable(browser: Browser, server: SlowServer) -> dict[str, Any]:
    """Open a new page; return the milliseconds until text was painted and until a pen had drawn.

    Also return the main thread's processor time until just after that; it is the same on a busy machine.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = open_page(context)
    page.add_init_script(SCRIBBLE)
    session = context.new_cdp_session(page)
    session.send("Performance.enable")
    page.goto(server.url)
    found: dict[str, Any] = page.evaluate(DRAWN)
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    context.close()
    return {**found, "processor": 1000 * metrics["ThreadTime"]}
