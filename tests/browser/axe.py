"""What axe-core finds on a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visit import lay_out, visit
from tests.paths import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def load_axe(page: Page) -> None:
    """Put axe-core into a page whose context bypasses the policy."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `npm ci`", pytrace=False)
    page.add_script_tag(path=AXE)
    lay_out(page)  # it does not look into what is not


@contextmanager
def visit_with_axe(browser: Browser, url: str, **settings: Any) -> Iterator[Page]:
    """Open a page as `visit` does, with axe-core in it."""
    with visit(browser, url, bypass_csp=True, **settings) as page:
        load_axe(page)
        yield page


def faults(page: Page, scheme: Literal["light", "dark"]) -> list[tuple[str, str]]:
    """Return the rule and the first place of each fault."""
    page.emulate_media(color_scheme=scheme)
    found = page.evaluate("axe.run().then(result => result.violations)")
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found]


def expect_no_fault(page: Page) -> None:
    """Look at a phone and a laptop in both schemes; nothing may be wider than the screen either."""
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert faults(page, "light") == []
        assert faults(page, "dark") == []
