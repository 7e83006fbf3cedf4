"""The pixel editor: drawing in the input with the keyboard or the mouse."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import visit
from tools.browser.visitor import draw_until_read, expect_answer, open_ready, wait_for_last_answer


@pytest.fixture
def visitor(reader: Page) -> Page:
    reader.get_by_test_id("grid").scroll_into_view_if_needed()
    return reader


def go(page: Page, keys: str) -> None:
    """Press keys: u, d, l, r move; capitals draw on the way; * inks or erases."""
    names = {"u": "ArrowUp", "d": "ArrowDown", "l": "ArrowLeft", "r": "ArrowRight"}
    for key in keys:
        page.keyboard.press(
            "Space" if key == "*" else ("Shift+" if key.isupper() else "") + names[key.lower()]
        )


def start(page: Page) -> None:
    page.get_by_test_id("grid").get_by_role("gridcell").nth(0).focus()
    page.keyboard.press("Home")
    go(page, "u" * 15)


SHAPES = {
    # starting at the top left corner
    "1": "d" + "r" * 8 + "*" + "D" * 13,
    "7": "d" + "rrr" + "*" + "R" * 9 + "DLDDLDDLDDLDDD",
    "4": "d" + "rrr" + "*" + "D" * 7 + "R" * 9 + "uuuuuu" + "l" + "*" + "D" * 13,
}


@pytest.mark.parametrize("digit", list(SHAPES))
def test_a_digit_drawn_with_the_keyboard_alone_is_read(visitor: Page, digit: str) -> None:
    start(visitor)
    go(visitor, SHAPES[digit])
    expect_answer(visitor, digit)


def test_squares_have_a_position_and_a_value(visitor: Page) -> None:
    start(visitor)
    go(visitor, "ddrrr*")
    wait_for_last_answer(visitor)
    focused = visitor.locator("[role=gridcell]:focus")
    expect(focused).to_have_attribute("aria-label", "row 3, column 4: ink")
    expect(visitor.get_by_role("gridcell", name="row 3, column 5: 40% ink")).to_be_attached()
    go(visitor, "*")
    expect(focused).to_have_attribute("aria-label", "row 3, column 4: paper")
    assert visitor.get_by_role("row").filter(has=visitor.get_by_role("gridcell")).count() == 16
    assert visitor.locator("[role=gridcell][tabindex='0']").count() == 1


def test_a_click_on_a_square_edits_a_drawing_and_undo_takes_it_back(visitor: Page) -> None:
    draw_until_read(visitor, 3)
    before = visitor.evaluate("document.querySelector('[data-testid=prob-3]').dataset.value")
    cells = visitor.get_by_role("gridcell")
    for row in range(2, 7):  # close the upper bow of an eight
        cells.nth(16 * row + 4).click()
    wait_for_last_answer(visitor)
    assert visitor.evaluate("document.querySelector('[data-testid=prob-3]').dataset.value") != before
    for _ in range(5):
        visitor.get_by_test_id("undo").click()
    expect_answer(visitor, "3")
    wait_for_last_answer(visitor)
    assert visitor.evaluate("document.querySelector('[data-testid=prob-3]').dataset.value") == before


def test_the_mouse_draws_over_squares(visitor: Page) -> None:
    box = visitor.get_by_test_id("grid").bounding_box()
    assert box
    x = box["x"] + box["width"] * 8.5 / 16
    visitor.mouse.move(x, box["y"] + box["height"] * 1.5 / 16)
    visitor.mouse.down()
    visitor.mouse.move(x, box["y"] + box["height"] * 14.5 / 16, steps=30)
    visitor.mouse.up()
    expect_answer(visitor, "1")


def test_the_example_can_be_edited_too(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url) as page:
        open_ready(page, site_url)
        start(page)
        go(page, "*")
        expect_answer(page, "3")
        expect(page.locator("html")).to_have_attribute("data-showing", "drawing")
