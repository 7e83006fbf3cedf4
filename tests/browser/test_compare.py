"""The panel "Other readers": all networks on one drawing, each with its own normalisation."""

import pytest
from playwright.sync_api import Page, expect

from tools.browser.visitor import draw, expect_answer, open_panel, wait_for_last_answer


@pytest.fixture
def visitor(reader: Page) -> Page:
    open_panel(reader, "compare")
    return reader


def seen(page: Page, name: str) -> list[int]:
    values: list[int] = page.locator(f"[data-testid=reader-{name}] canvas").first.evaluate(
        "canvas => [...canvas.getContext('2d').getImageData(0, 0, 16, 16).data].filter((_, at) => at % 4 === 3)"
    )
    return values


def test_all_networks_read_the_drawing(visitor: Page) -> None:
    draw(visitor, 2)
    expect_answer(visitor, "2")
    models = visitor.evaluate("lecun1989.models")
    assert len(models) >= 5
    for name in models:
        row = visitor.get_by_test_id(f"reader-{name}")
        expect(row.locator("b")).to_have_text("2")
        assert "2: " in (row.get_by_role("img").get_attribute("aria-label") or "")
    # Zip codes fill the 16 pixels; MNIST's digits have a margin.
    filled, within = seen(visitor, "zip-1989"), seen(visitor, "mnist-2022")
    assert max(filled[:16]) > 0
    assert max(within[:16]) == 0


def test_the_answers_follow_the_drawing_and_a_blank_pad_is_not_read(visitor: Page) -> None:
    draw(visitor, 7)
    zip_reader = visitor.get_by_test_id("reader-zip-modern")
    expect(zip_reader.locator("b")).to_have_text("7")
    visitor.get_by_test_id("clear").click()
    expect(zip_reader.locator("b")).to_have_text("?")
    assert max(seen(visitor, "zip-modern")) == 0


def test_one_of_the_networks_can_be_selected(visitor: Page) -> None:
    draw(visitor, 7)
    wait_for_last_answer(visitor)
    expect(visitor.locator("[data-reads]")).to_have_attribute("data-testid", "reader-reader")
    visitor.get_by_role("button", name="Let zip-1989 read").click()
    expect(visitor.get_by_test_id("model")).to_have_value("zip-1989")
    assert visitor.evaluate("lecun1989.model") == "zip-1989"
    expect(visitor.locator("[data-reads]")).to_have_attribute("data-testid", "reader-zip-1989")
