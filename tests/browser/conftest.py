"""Fixtures for the browser tests. The parity tests import some of them.

Only one Playwright can run at a time in a process, so its fixture ends with each of the two packages.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from lecun1989_site.server import TYPES, Server
from tests.browser.visit import start_over, visit
from tests.browser.watch import Watch
from tests.site_fixtures import dist, shared_folder, start_server
from tools.browser.chromium import VARIABLE, find_chromium, launch_arguments

__all__ = ["dist", "shared_folder", "start_server"]  # pytest finds them here

WRONG_TYPES = {
    **{ending: kind for ending, kind in TYPES.items() if ending not in (".mjs", ".wasm")},
    ".mjs": "text/plain",
    ".wasm": "application/octet-stream",
}


@pytest.fixture(scope="package")
def serve_at(dist: Path, start_server: Callable[[Server], str]) -> Callable[[str], str]:
    """Serve the page at a prefix ("" or "/some/sub/path") without the headers of `_headers`, like GitHub Pages."""
    return lambda prefix: start_server(Server(dist, prefix=prefix, send_headers=False))


@pytest.fixture(scope="package")
def site_url(dist: Path, start_server: Callable[[Server], str]) -> str:
    """The address of the page at /, with the headers of `_headers`."""
    return start_server(Server(dist))


@pytest.fixture(scope="package")
def wrong_types_url(dist: Path, start_server: Callable[[Server], str]) -> str:
    """The address of the page on a host that sends .wasm and .mjs files with wrong types."""
    return start_server(Server(dist, types=WRONG_TYPES, send_headers=False))


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = find_chromium(playwright)
    if path is None:
        pytest.fail(
            f"no Chromium: run `playwright install chromium`, or set {VARIABLE} to one", pytrace=False
        )
    browser = playwright.chromium.launch(executable_path=path, args=launch_arguments())
    yield browser
    browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser context, without a service worker, which would fetch all files again."""
    context = browser.new_context(service_workers="block")
    yield context
    context.close()


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """Records the pages' errors and foreign requests, and fails the test if there are any."""
    watch = Watch(context)
    yield watch
    assert watch.errors == []
    assert watch.foreign == []


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A fresh page that is watched."""
    return context.new_page()


@pytest.fixture(scope="module")
def shared_page(browser: Browser, site_url: str) -> Iterator[Page]:
    """A page with a running network, shared by the tests of a module, because starting Python takes a second."""
    with visit(browser, site_url) as page:
        yield page


@pytest.fixture
def reader(shared_page: Page) -> Page:
    """The shared page with an empty pad and its first network."""
    start_over(shared_page)
    return shared_page
