"""A page with a running network, shared by the tests of a module: starting Python takes seconds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.reader import open_ready
from tests.browser.watch import Watch


@pytest.fixture(scope="module")
def shared_page(browser: Browser, site_url: str) -> Iterator[Page]:
    context = browser.new_context()
    watch = Watch(context)
    page = context.new_page()
    open_ready(page, site_url)
    yield page
    context.close()
    assert watch.errors == []
    assert watch.foreign == []


@pytest.fixture
def reader(shared_page: Page) -> Page:
    """The shared page with an empty pad and its first network."""
    shared_page.get_by_test_id("clear").click()
    shared_page.get_by_test_id("model").select_option(index=0)
    return shared_page
