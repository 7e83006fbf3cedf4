"""Fixtures for the tests in all engines."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lecun1989_site.server import Server
from tests.engines.bidi import Firefox, missing_firefox
from tests.engines.engine import Engine
from tests.engines.playwright_engine import Chromium
from tests.engines.webdriver import WebKit, missing_webkit
from tests.site_fixtures import dist, shared_folder, start_server

__all__ = ["dist", "shared_folder", "start_server"]  # pytest finds them here

ENGINES: dict[str, tuple[type[Engine], Callable[[], str]]] = {
    "chromium": (Chromium, lambda: ""),
    "firefox": (Firefox, missing_firefox),
    "webkit": (WebKit, missing_webkit),
}


@pytest.fixture(scope="module", params=list(ENGINES))
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A running browser, which the tests of a module share."""
    make, missing = ENGINES[request.param]
    if missing():
        pytest.skip(missing())
    started = make()
    yield started
    started.close()


@pytest.fixture(scope="module")
def site_url(dist: Path, start_server: Callable[[Server], str]) -> str:
    """The address of the page, with the headers of `_headers`."""
    return start_server(Server(dist))


@pytest.fixture
def reader(engine: Engine, site_url: str) -> Engine:
    """The browser with the page, ready to read, in a window as large as a laptop's. It is opened once for all tests."""
    engine.resize(1280, 800)
    if engine.evaluate("location.href") != site_url:
        engine.open_ready(site_url)
    return engine
