"""The article's figures on screens of all sizes: text alternatives, legibility, width and data tables."""

from collections.abc import Iterator
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from lecun1989_site.page.contrast import contrast
from tests.browser.axe import faults, load_axe

NAMES = ("seeds", "error", "rejection", "confusions", "kernels", "connections")
PHONES = ((320, 640), (390, 844))
SCREENS = (*PHONES, (600, 900), (1440, 900))
LEAST_TEXT = {320: 9.8, 390: 11.0, 600: 11.0, 1440: 12.0}  # pixels
MOST_TEXT = 17.0
LEAST_CONTRAST = 4.5

# For every text in a figure: its size on the screen, and the box of its letters within its line.
TEXTS = """figure => [...figure.querySelectorAll("svg.chart text")].map(text => {
    const { left, right, top, bottom } = text.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
    const margin = (bottom - top) * 0.2;
    return { words: text.textContent, size, left, right, top: top + margin, bottom: bottom - margin };
})"""
# The colours of every text and of its background, as [red, green, blue, alpha].
COLOURS = """() => {
    const rgba = color => {
        const [red, green, blue, alpha = 1] = color.match(/[0-9.]+/g).map(Number);
        return [red, green, blue, alpha];
    };
    const ground = rgba(getComputedStyle(document.documentElement).backgroundColor);
    const cells = [...document.querySelectorAll("#figure-confusions rect")].map(cell => {
        const { fill, fillOpacity } = getComputedStyle(cell);
        return [...rgba(fill).slice(0, 3), Number(fillOpacity)];
    });
    const fill = text => rgba(getComputedStyle(text).fill);
    const texts = [...document.querySelectorAll("svg.chart text")].map(fill);
    const numbers = [...document.querySelectorAll("#figure-confusions rect + text")].map(fill);
    return { ground, cells, texts, numbers };
}"""


@pytest.fixture(scope="module")
def article(browser: Browser, site_url: str) -> Iterator[Page]:
    """The page with axe-core. These tests need no Python."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(site_url)
    load_axe(page)
    yield page
    context.close()


@pytest.fixture
def opened(article: Page) -> Iterator[Page]:
    """The page with all data tables open."""
    toggle = "open => document.querySelectorAll('figure.study details').forEach(each => { each.open = open })"
    article.evaluate(toggle, True)
    yield article
    article.evaluate(toggle, False)


def figures(page: Page) -> list[Any]:
    return page.locator("figure.study").all()


def test_every_figure_is_in_the_article(article: Page) -> None:
    found = {figure.get_attribute("id") for figure in figures(article)}
    assert {f"figure-{name}" for name in NAMES} <= found


def test_every_figure_has_a_name_a_description_and_a_caption(article: Page) -> None:
    for figure in figures(article):
        picture = figure.locator("svg.chart")
        title, description = (picture.locator(tag).text_content() for tag in ("title", "desc"))
        expect(picture).to_have_role("img")
        expect(picture).to_have_accessible_name(title)
        expect(picture).to_have_accessible_description(description)
        assert len(figure.locator("figcaption").text_content() or "") > 60


def test_the_numbers_open_and_close_with_the_keyboard(article: Page) -> None:
    for figure in figures(article):
        summary, table = figure.locator("summary"), figure.locator("table")
        expect(table).to_be_hidden()
        summary.focus()
        article.keyboard.press("Enter")
        expect(table).to_be_visible()
        article.keyboard.press("Tab")
        assert article.evaluate("document.activeElement.className") == "table"  # it can be scrolled
        summary.focus()
        article.keyboard.press("Enter")
        expect(table).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_is_wider_than_the_screen(opened: Page, width: int, height: int) -> None:
    opened.set_viewport_size({"width": width, "height": height})
    assert opened.evaluate("document.documentElement.scrollWidth") == width
    for figure in figures(opened):
        for text in figure.evaluate(TEXTS):
            assert text["left"] >= 0, text
            assert text["right"] <= width, text


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_texts_are_neither_small_nor_large_and_do_not_collide(article: Page, width: int, height: int) -> None:
    article.set_viewport_size({"width": width, "height": height})
    for figure in figures(article):
        texts = figure.evaluate(TEXTS)
        for at, a in enumerate(texts):
            assert LEAST_TEXT[width] <= a["size"] <= MOST_TEXT, a
            for b in texts[:at]:
                beside = a["right"] <= b["left"] or b["right"] <= a["left"]
                above = a["bottom"] <= b["top"] or b["bottom"] <= a["top"]
                assert beside or above, (a, b)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_have_enough_contrast(article: Page, scheme: Literal["light", "dark"]) -> None:
    article.emulate_media(color_scheme=scheme)
    colours = article.evaluate(COLOURS)
    ground = colours["ground"]
    assert min(contrast(text, ground) for text in colours["texts"]) >= LEAST_CONTRAST
    strongest = max(colours["cells"], key=lambda cell: cell[3])
    behind = [
        strongest[3] * over + (1 - strongest[3]) * under
        for over, under in zip(strongest, ground, strict=True)
    ]
    assert strongest[3] > 0.3
    assert min(contrast(text, behind) for text in colours["numbers"]) >= LEAST_CONTRAST


def test_axe_finds_nothing_with_the_numbers_open(opened: Page) -> None:
    for width, height in PHONES:
        opened.set_viewport_size({"width": width, "height": height})
        assert faults(opened, "article") == []


def test_the_slider_shows_each_pass(browser: Browser, site_url: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(site_url)
        slider, told = page.get_by_test_id("pass"), page.locator("#figure-learning output")
        kernels = page.locator("#figure-learning .row")
        expect(kernels.locator("svg")).to_have_count(12)
        last = int(slider.get_attribute("max") or "")
        expect(told).to_contain_text(f"After pass {last} of {last} it misreads ")
        shown, mark = [], []
        for number in (0, 1, last):
            slider.fill(str(number))
            shown.append(kernels.inner_html())
            mark.append(float(page.locator("#figure-learning .now").get_attribute("x1") or ""))
        assert len(set(shown)) == 3
        assert mark == sorted(set(mark))
        # The cells show the table's weights, relative to the largest weight of all passes.
        row = page.locator("#figure-kernels tbody tr").last.locator("td").nth(1).text_content() or ""
        weights = [int(each) for each in row.replace("−", "-").split()]
        painted = (
            kernels.locator("svg")
            .first.locator("rect")
            .evaluate_all(
                "cells => cells.map(cell => cell.getAttribute('fill-opacity') * (cell.matches('.negative') ? -1 : 1))"
            )
        )
        scale = max(map(abs, weights)) / max(map(abs, painted))
        assert painted == pytest.approx([weight / scale for weight in weights], abs=0.01)
        slider.fill("0")
        expect(told).to_have_text("Before training, when all weights are chance.")
        slider.focus()
        page.keyboard.press("ArrowRight")
        expect(slider).to_have_attribute("aria-valuetext", (told.text_content() or ""))
        expect(told).to_contain_text("After pass 1 ")
