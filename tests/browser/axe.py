"""Accessibility checks with axe-core."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visit import lay_out, visit
from tests.paths import ROOT

# The colour schemes, and the rules to check in each: a scheme changes only colours.
SCHEMES: dict[Literal["light", "dark"], list[str]] = {
    "dark": ["color-contrast", "link-in-text-block"],
    "light": [],  # all
}
RUN = """([within, rules]) => {
    const options = { resultTypes: ["violations"], ...(rules.length && { runOnly: rules }) };
    return axe.run(within.length ? within : document, options).then(({ violations }) => violations);
}"""
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


def load_axe(page: Page) -> None:
    """Load axe-core into a page whose context bypasses the Content-Security-Policy."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `npm ci`", pytrace=False)
    page.add_script_tag(path=AXE)
    lay_out(page)  # axe-core does not check what has no layout


@contextmanager
def visit_with_axe(browser: Browser, url: str, **settings: Any) -> Iterator[Page]:
    """Open a page like `visit`, and load axe-core."""
    with visit(browser, url, bypass_csp=True, **settings) as page:
        load_axe(page)
        yield page


def faults(page: Page, *within: str) -> list[tuple[str, str]]:
    """Check a page in both colour schemes; return the rule and the first place of each fault.

    Args:
        page: with axe-core in it.
        within: selectors of the parts to check; none for the whole page.
    """
    found = []
    for scheme, rules in SCHEMES.items():
        page.emulate_media(color_scheme=scheme)
        found += page.evaluate(RUN, [list(within), rules])
    return [(fault["id"], fault["nodes"][0]["html"]) for fault in found]


def expect_no_fault(page: Page, *within: str) -> None:
    """Check a phone and a laptop, and that nothing is wider than the screen."""
    for width, height in ((390, 844), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert faults(page, *within) == []
