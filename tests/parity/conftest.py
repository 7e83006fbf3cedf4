"""Fixtures for the parity tests."""

from tests.browser.conftest import (
    browser,
    dist,
    playwright,
    shared_folder,
    shared_page,
    site_url,
    start_server,
)

__all__ = ["browser", "dist", "playwright", "shared_folder", "shared_page", "site_url", "start_server"]
