"""One page with a running network for all parity tests."""

from tests.browser.conftest import shared_page as shared_page
