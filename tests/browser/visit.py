"""Visits to the page that fail on errors."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.watch import Watch
from tools.browser.visitor import open_ready

NO_SNAPSHOT = "delete window.DecompressionStream"  # a script; with it the page starts Python plainly


@contextmanager
def visit(browser: Browser, url: str, **settings: Any) -> Iterator[Page]:
    """Open a page in its own context. At the end, fail if there were errors or requests to other origins.

    It has no service worker, which would fetch all files again.
    """
    context = browser.new_context(**{"service_workers": "block", **settings})
    watch = Watch(context)
    page = context.new_page()
    open_ready(page, url)
    yield page
    context.close()
    assert watch.errors == []
    assert watch.foreign == []


def lay_out(page: Page) -> None:
    """Lay out the whole article, also the parts far from the window."""
    rule = "article > section { content-visibility: visible !important }"
    page.evaluate("rule => document.styleSheets[0].insertRule(rule)", rule)


def start_over(page: Page) -> None:
    """Empty the pad and choose the first network."""
    page.get_by_test_id("clear").click()
    page.get_by_test_id("model").select_option(index=0)
