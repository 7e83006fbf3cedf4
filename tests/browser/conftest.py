"""A page with a running network, shared by the tests of a module: starting Python takes seconds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.visit import start_over, visit


@pytest.fixture(scope="module")
def shared_page(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url) as page:
        yield page


@pytest.fixture
def reader(shared_page: Page) -> Page:
    """The shared page with an empty pad and its first network."""
    start_over(shared_page)
    return shared_page
