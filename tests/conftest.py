"""Fixtures of the browser and parity tests: the built page, servers for it, and Chromium."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.server import TYPES, Server
from tests.browser.watch import Watch
from tests.paths import ROOT
from tools.browser.chromium import VARIABLE, find_chromium, launch_arguments

WRONG_TYPES = {
    **{ending: kind for ending, kind in TYPES.items() if ending not in (".mjs", ".wasm")},
    ".mjs": "text/plain",
    ".wasm": "application/octet-stream",
}


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real page, built from this checkout."""
    folder = tmp_path_factory.mktemp("site") / "dist"
    build_site(Inputs.of_checkout(ROOT), folder)
    return folder


@pytest.fixture(scope="session")
def start_server() -> Iterator[Callable[[Server], str]]:
    """Start a server in a thread and return its address; all are stopped at the end."""
    with ExitStack() as stack:

        def start(server: Server) -> str:
            stack.enter_context(server)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            stack.callback(server.shutdown)
            return server.url

        yield start


@pytest.fixture(scope="session")
def serve_at(dist: Path, start_server: Callable[[Server], str]) -> Callable[[str], str]:
    """Serve the page below a prefix ("" or "/some/sub/path") by a host without headers, as GitHub Pages is."""
    return lambda prefix: start_server(Server(dist, prefix=prefix, send_headers=False))


@pytest.fixture(scope="session")
def site_url(dist: Path, start_server: Callable[[Server], str]) -> str:
    """The page at /, with the headers of `_headers`."""
    return start_server(Server(dist))


@pytest.fixture(scope="session")
def wrong_types_url(dist: Path, start_server: Callable[[Server], str]) -> str:
    """The page by a host that gives .wasm and .mjs files wrong types."""
    return start_server(Server(dist, types=WRONG_TYPES, send_headers=False))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
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
    """A fresh browser context."""
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def watch(context: BrowserContext) -> Iterator[Watch]:
    """Records what the context's pages do wrong, and fails the test for it."""
    watch = Watch(context)
    yield watch
    assert watch.errors == []
    assert watch.foreign == []


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A fresh page, watched."""
    return context.new_page()
