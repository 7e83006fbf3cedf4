"""Builds this checkout's page, serves it and opens it in Chromium."""

import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.server import Server
from tools.browser.chromium import find_chromium, launch_arguments
from tools.browser.visitor import open_ready

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def built_page(script: str = "") -> Iterator[Page]:
    """Yield the page at 1440 x 900, when its network can answer.

    Args:
        script: runs before the page's own scripts.
    """
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        dist = Path(folder) / "dist"
        build_site(Inputs.of_checkout(ROOT), dist)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_arguments()
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.add_init_script(script)
        with Server(dist) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            open_ready(page, server.url)
            yield page
            server.shutdown()
        browser.close()
