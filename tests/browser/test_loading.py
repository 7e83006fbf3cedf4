"""The page before, during and after loading, and when loading fails."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from benchmarks.loading.server import Files, Line, SlowServer
from tests.browser.visit import NO_SNAPSHOT, lay_out
from tests.browser.watch import Watch
from tools.browser.visitor import draw, expect_answer, open_ready, wait_until

SLOW = "const now = performance.now.bind(performance); performance.now = () => now() + 20000"
PYTHON = "**/*.{wasm,bin}"
WIDTHS = (390, 1280)
SHIFTS = """window.shifts = [];
    new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(entry => entry.value)))
        .observe({type: "layout-shift", buffered: true});"""


@pytest.mark.parametrize("prefix", ["", "/some/sub/path"])
def test_works_at_any_path(page: Page, serve_at: Callable[[str], str], prefix: str) -> None:
    open_ready(page, serve_at(prefix))
    draw(page, 3)
    expect_answer(page, "3")


def test_works_on_hosts_that_send_wrong_types(page: Page, wrong_types_url: str) -> None:
    open_ready(page, wrong_types_url)
    draw(page, 7)
    expect_answer(page, "7")


def test_works_offline_once_loaded(page: Page, context: BrowserContext, site_url: str) -> None:
    loaded: set[str] = set()
    page.on("requestfinished", lambda request: loaded.add(request.url.rpartition("/")[2]))
    open_ready(page, site_url)
    names: list[str] = page.evaluate("lecun1989.models")
    while (
        not {f"{name}.json" for name in names if name != "reader"} <= loaded
    ):  # the snapshot contains reader
        page.wait_for_timeout(100)
    context.set_offline(True)
    for name in names:
        page.get_by_test_id("model").select_option(name)
        page.get_by_test_id("clear").click()
        draw(page, 0)
        expect_answer(page, "0")


def test_reads_what_was_drawn_while_loading(page: Page, site_url: str) -> None:
    held: list[Route] = []
    page.route("**/pyodide.asm.wasm", lambda route: held.append(route))  # a slow network
    page.goto(site_url)
    draw(page, 2)
    expect_answer(page, "?")
    expect(page.get_by_text("Still loading")).to_be_visible()
    assert page.locator("html").get_attribute("data-engine") == "loading"
    held[0].continue_()
    wait_until(page, "ready")
    expect(page.get_by_text("Still loading")).to_be_hidden()
    expect_answer(page, "2")
    expect(page.locator("html")).to_have_attribute("data-answers", "1")


def test_shows_an_example_until_the_first_stroke(page: Page, site_url: str) -> None:
    page.goto(site_url)
    examples = page.locator(".example:visible")
    expect(page.get_by_text("in the example")).to_be_visible()
    assert examples.count() >= 4
    expect_answer(page, "?")
    draw(page, 1)
    expect(examples).to_have_count(0)
    page.get_by_test_id("clear").click()
    expect(examples).to_have_count(0)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("script", ["", NO_SNAPSHOT, SLOW])
def test_the_layout_does_not_shift_while_loading(page: Page, site_url: str, width: int, script: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(f"{script};{SHIFTS}")
    open_ready(page, site_url)
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_layout_does_not_shift_while_the_html_arrives(page: Page, dist: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    held: list[Route] = []
    page.route(PYTHON, lambda route: held.append(route))
    with SlowServer(Files.in_folder(dist), Line("slow", 4e6, 0.02), compress=False) as server:
        page.goto(server.url)
        while not held:  # the worker has asked for Python
            page.wait_for_timeout(50)
        assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_articles_reserved_height_is_about_right(page: Page, site_url: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(site_url)
    taken = page.evaluate(
        """[...document.querySelectorAll("article > section")].map(
            section => parseFloat(getComputedStyle(section).containIntrinsicHeight.split(" ").pop()))"""
    )
    lay_out(page)
    heights = page.evaluate(
        "[...document.querySelectorAll('article > section')].map(section => section.offsetHeight)"
    )
    assert taken == pytest.approx(heights, rel=0.4, abs=400)
    assert sum(taken) == pytest.approx(sum(heights), rel=0.15)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_layout_does_not_shift_while_scrolling(page: Page, site_url: str, width: int) -> None:
    """Scroll down and up, while parts near the window are laid out."""
    page.set_viewport_size({"width": width, "height": 844})
    page.add_init_script(SHIFTS)
    open_ready(page, site_url)
    page.mouse.move(2, 400)  # in the margin: over a unit, the page would ask for its arithmetic
    for step in [600] * 45 + [-600] * 45:
        page.mouse.wheel(0, step)
        page.evaluate("new Promise(requestAnimationFrame)")
        if step > 0:
            reached = page.evaluate("scrollY + innerHeight")
    assert reached == pytest.approx(page.evaluate("document.documentElement.scrollHeight"), abs=100)
    assert page.evaluate("window.shifts") == []


def hold_script(page: Page) -> list[Route]:
    """Hold back the page's script; the returned list gets its route."""
    held: list[Route] = []
    page.route("**/main.js", lambda route: held.append(route))
    return held


def let_go(page: Page, held: list[Route]) -> None:
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()


def test_python_starts_before_the_pages_script(page: Page, site_url: str) -> None:
    held = hold_script(page)
    with page.expect_response("**/memory.bin"):
        page.goto(site_url, wait_until="commit")
    let_go(page, held)
    wait_until(page, "ready")
    draw(page, 4)
    expect_answer(page, "4")


def test_says_what_failed_before_the_pages_script_arrived(page: Page, watch: Watch, site_url: str) -> None:
    held = hold_script(page)
    page.route("**/worker.js", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("worker.js")):
        page.goto(site_url, wait_until="commit")
    let_go(page, held)
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text("could not be loaded or was blocked")
    watch.errors.clear()


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("**/pyodide.asm.wasm", "pyodide.asm.wasm could not be loaded"),
        ("**/pyodide.js", "pyodide.js"),
        ("**/pyodide.asm.js", "could not be started"),
        ("**/worker.js", "could not be loaded or was blocked"),
        ("**/python.js", "could not be loaded or was blocked"),
        ("**/boot.js", "first script could not be loaded"),
        ("**/main.js", "script could not be loaded"),
        ("**/live-reading.js", "script could not be loaded"),
    ],
)
def test_says_which_file_does_not_arrive(
    page: Page, watch: Watch, site_url: str, pattern: str, sentence: str
) -> None:
    refuse(page, watch, site_url, pattern, sentence)


@pytest.mark.parametrize("body", ["class {", "throw new Error('no');"])
def test_says_that_a_script_does_not_run_in_this_browser(
    page: Page, watch: Watch, site_url: str, body: str
) -> None:
    page.route(
        "**/live-reading.js",
        lambda route: route.fulfill(body=body, headers={"Content-Type": "text/javascript"}),
    )
    page.goto(site_url)
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text("It needs Chrome 97, Firefox 114 or Safari 16.4")
    watch.errors.clear()


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("**/python_stdlib.zip", "python_stdlib.zip could not be loaded"),
        ("**/numpy-*.whl", "numpy"),
        ("**/reader.json", "reader.json could not be loaded"),
    ],
)
def test_says_which_file_does_not_arrive_without_a_snapshot(
    page: Page, watch: Watch, site_url: str, pattern: str, sentence: str
) -> None:
    page.add_init_script(NO_SNAPSHOT)
    refuse(page, watch, site_url, pattern, sentence)


def refuse(page: Page, watch: Watch, site_url: str, pattern: str, sentence: str) -> None:
    page.route(pattern, lambda route: route.abort())
    page.goto(site_url)
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text(sentence)
    expect(page.get_by_role("heading", name="About this paper")).to_be_visible()
    watch.errors.clear()


def test_says_that_a_file_is_missing_and_tries_again(page: Page, watch: Watch, site_url: str) -> None:
    def miss(route: Route) -> None:
        route.fulfill(status=404, body="")

    page.route("**/pyodide.asm.wasm", miss)
    page.goto(site_url)
    draw(page, 6)
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text("pyodide.asm.wasm could not be loaded (404")
    page.unroute("**/pyodide.asm.wasm", miss)
    page.get_by_role("button", name="Try again").click()
    wait_until(page, "ready")
    expect_answer(page, "6")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    watch.errors.clear()


@pytest.mark.parametrize(
    ("pattern", "body", "sentence"),
    [
        ("**/pyodide.asm.wasm", b"\0asm\1\0\0\0cut short", "did not arrive whole"),
        ("**/lecun1989-*.whl", b"not a wheel", "not the file that was published"),
        ("**/reader.json", b'{"format": "lecun1989-weights"', "reader.json"),
    ],
)
def test_says_which_file_is_damaged(
    page: Page, watch: Watch, site_url: str, pattern: str, body: bytes, sentence: str
) -> None:
    page.add_init_script(NO_SNAPSHOT)
    page.route(pattern, lambda route: route.fulfill(body=body))
    page.goto(site_url)
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text(sentence)
    watch.errors.clear()


def test_a_network_that_does_not_load_cannot_be_chosen(page: Page, watch: Watch, site_url: str) -> None:
    page.route("**/mnist-2022.json", lambda route: route.abort())
    open_ready(page, site_url)
    expect(page.locator('option[value="mnist-2022"]')).to_be_disabled()
    expect(page.locator("#status")).to_contain_text("mnist-2022.json could not be loaded")
    draw(page, 9)
    expect_answer(page, "9")
    watch.errors.clear()


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("delete window.WebAssembly", "no WebAssembly"),
        ("delete window.Worker", "no workers"),
        (
            "window.Worker = class { constructor() { throw new Error() } }",
            "does not let this page start a worker",
        ),
        ("window.Worker = class { terminate() {} }", "no module workers"),
    ],
)
def test_says_which_feature_the_browser_does_not_have(
    page: Page, site_url: str, script: str, sentence: str
) -> None:
    page.add_init_script(script)
    page.goto(site_url)
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text(sentence)


def test_says_that_it_cannot_run_from_a_file(page: Page, watch: Watch, dist: Path) -> None:
    page.goto((dist / "index.html").as_uri())
    wait_until(page, "failed")
    expect(page.locator("#status")).to_contain_text("Serve the folder")
    watch.errors.clear()
    watch.foreign.clear()


@pytest.mark.parametrize("width", [390, 1440])
def test_reads_well_without_scripts(browser: Browser, site_url: str, width: int) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": width, "height": 844})
    try:
        page = context.new_page()
        page.goto(site_url)
        expect(page.get_by_role("heading", name="Network architecture")).to_be_visible()
        expect(page.get_by_text("in the example")).to_be_visible()
        expect(page.locator("noscript p")).to_be_visible()
        expect(page.get_by_test_id("clear")).to_be_hidden()
    finally:
        context.close()
