"""Embedding the page in a frame, choosing a network in the address, and link previews."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lecun1989_site.server import Server
from tests.browser.axe import expect_no_fault, visit_with_axe
from tests.browser.visit import visit
from tools.browser.visitor import draw, expect_answer, open_ready, wait_until

CHOSEN = "zip-1989"


def test_recipe_on_the_page_embeds_the_demo(
    context: BrowserContext, site_url: str, tmp_path: Path, start_server: Callable[[Server], str]
) -> None:
    page = context.new_page()
    page.goto(site_url)
    recipe = page.locator("#run pre").last.text_content() or ""
    assert len(recipe.splitlines()) == 5
    there = re.sub(r'src="[^"?]*', f'src="{site_url}', recipe)
    (tmp_path / "index.html").write_text(f"<!doctype html><title>Mine</title><h1>Mine</h1>{there}", "utf-8")
    page.goto(start_server(Server(tmp_path, send_headers=False)))
    frame = page.frame_locator("iframe")
    expect(frame.locator("html[data-engine=ready]")).to_be_attached(timeout=60_000)
    expect(frame.get_by_test_id("model")).to_have_value("reader")
    for shown in (frame.get_by_test_id("pad"), frame.get_by_role("link", name="Reading zip codes")):
        expect(shown).to_be_visible()
    for hidden in (frame.locator("article"), frame.locator("footer"), frame.get_by_test_id("code-pad")):
        expect(hidden).to_be_hidden()
    frame.locator("[data-sample]").first.click()
    expect(frame.get_by_test_id("prediction")).not_to_have_text("?")


def test_embedded_page_is_accessible(browser: Browser, site_url: str) -> None:
    with visit_with_axe(browser, f"{site_url}?embed") as page:
        expect_no_fault(page)


def test_the_link_in_a_frame_opens_the_whole_page(browser: Browser, site_url: str) -> None:
    settings = {"permissions": ["clipboard-read", "clipboard-write"]}
    with visit(browser, f"{site_url}?embed", **settings) as page:
        draw(page, 7)
        expect_answer(page, "7")
        page.get_by_test_id("share").click()
        expect(page.locator("#status")).to_contain_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith(f"{site_url}#1.")


def test_the_address_selects_the_network(page: Page, site_url: str) -> None:
    open_ready(page, f"{site_url}?network={CHOSEN}")
    expect(page.get_by_test_id("model")).to_have_value(CHOSEN)
    assert page.evaluate("lecun1989.model") == CHOSEN
    expect_answer(page, "3")  # the example, read by the chosen network
    draw(page, 7)
    expect_answer(page, "7")


def test_an_unknown_network_is_reported_and_another_one_reads(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?network=%3Cb%3Enone")
    wait_until(page, "ready")
    expect(page.locator("#status")).to_contain_text("No network is named <b>none; there are reader,")
    draw(page, 7)
    expect_answer(page, "7")


def test_a_long_name_of_a_network_is_cut_short(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?network={'x' * 3000}")
    wait_until(page, "ready")
    expect(page.locator("#status")).to_contain_text(f"No network is named {'x' * 40}; there are")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("query", "embedded"), [("embed", True), ("embed=1", True), ("embed=0", False), ("embed=false", False)]
)
def test_embed_can_be_switched_off(page: Page, site_url: str, query: str, embedded: bool) -> None:
    page.goto(f"{site_url}?{query}")
    assert page.locator("html[data-embed]").count() == embedded


def test_the_link_preview_has_texts_and_a_picture(page: Page, site_url: str) -> None:
    page.goto(site_url)

    def said(name: str) -> str:
        return page.locator(f'meta[property="og:{name}"]').get_attribute("content") or ""

    assert said("title") == page.title()
    assert said("description") == page.locator("meta[name=description]").get_attribute("content")
    response = page.request.get(urljoin(site_url, said("image")))
    assert response.headers["content-type"] == "image/png"
    picture = Image.open(io.BytesIO(response.body()))
    assert picture.size == (int(said("image:width")), int(said("image:height")))
