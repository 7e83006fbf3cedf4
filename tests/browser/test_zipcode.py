"""The wide pad: five digits drawn with the mouse are read as a zip code."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lecun1989_site.page.samples import make_samples
from lecun1989_site.page.zip_example import DIGITS, PAD_WIDTH
from tests.browser.axe import expect_no_fault, visit_with_axe
from tests.browser.visit import visit

SAMPLES = make_samples()


@pytest.fixture(scope="module")
def visited(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url) as page:
        yield page


@pytest.fixture
def visitor(visited: Page) -> Page:
    visited.get_by_test_id("code-clear").click()
    visited.get_by_test_id("code-pad").scroll_into_view_if_needed()
    return visited


def write(page: Page, digits: str, step: float = 130) -> None:
    box = page.get_by_test_id("code-pad").bounding_box()
    assert box
    scale = box["width"] / PAD_WIDTH
    for at, digit in enumerate(digits):
        for stroke in SAMPLES[int(digit)].strokes:
            points = [
                (box["x"] + (0.7 * x + step * at) * scale, box["y"] + (0.7 * y + 50) * scale)
                for x, y in stroke
            ]
            page.mouse.move(*points[0])
            page.mouse.down()
            for point in points[1:]:
                page.mouse.move(*point)
            page.mouse.up()


def test_five_digits_are_read_and_shown_one_by_one(visitor: Page) -> None:
    write(visitor, "90210")
    expect(visitor.get_by_test_id("code")).to_have_text("90210")
    for at, digit in enumerate("90210"):
        cell = visitor.get_by_test_id(f"code-digit-{at}")
        expect(cell.locator("b")).to_have_text(digit)
        expect(cell.locator("small")).to_contain_text("%")
    expect(visitor.locator("#code-boxes rect")).to_have_count(5)
    expect(visitor.locator("#code-aloud")).to_have_text("9 0 2 1 0")


def test_digits_that_touch_are_separated(visitor: Page) -> None:
    write(visitor, "14207", step=103)
    expect(visitor.get_by_test_id("code")).to_have_text("14207")


def test_the_code_grows_with_each_digit_and_shrinks_with_undo(visitor: Page) -> None:
    write(visitor, "37")
    expect(visitor.get_by_test_id("code")).to_have_text("37")
    for _ in SAMPLES[7].strokes:
        visitor.get_by_test_id("code-undo").click()
    expect(visitor.get_by_test_id("code")).to_have_text("3")
    visitor.get_by_test_id("code-clear").click()
    expect(visitor.get_by_test_id("code")).to_have_text("")
    expect(visitor.locator("#code-digits li")).to_have_count(5)


def test_another_network_reads_the_same_code(visitor: Page) -> None:
    write(visitor, "37")
    expect(visitor.get_by_test_id("code")).to_have_text("37")
    cell = visitor.get_by_test_id("code-digit-0").locator("canvas")
    before = cell.evaluate("canvas => canvas.toDataURL()")
    visitor.evaluate("lecun1989.use('mnist-2022')")
    visitor.wait_for_timeout(1000)
    assert cell.evaluate("canvas => canvas.toDataURL()") != before
    visitor.evaluate("lecun1989.use(lecun1989.models[0])")


def test_the_example_is_shown_until_the_first_stroke_and_without_scripts(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site_url)
    expect(page.get_by_test_id("code")).to_have_text("".join(map(str, DIGITS)))
    expect(page.locator("#code-digits svg")).to_have_count(5)
    context.close()


def test_is_accessible_after_a_code_is_read(browser: Browser, site_url: str) -> None:
    with visit_with_axe(browser, site_url) as page:
        page.get_by_test_id("code-pad").scroll_into_view_if_needed()
        write(page, "14207")
        expect(page.get_by_test_id("code")).to_have_text("14207")
        expect_no_fault(page, "#zipcode")
