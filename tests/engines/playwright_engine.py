"""Chromium by Playwright, as in the browser tests."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import sync_playwright

from tests.engines.engine import Engine
from tools.browser.chromium import find_chromium, launch_arguments
from tools.browser.digits import Point

KEYS = {"\ue015": "ArrowDown", "\ue014": "ArrowRight", " ": "Space"}  # WebDriver's name -> Playwright's


class Chromium(Engine):
    """Chromium with a fresh profile."""

    name = "chromium"

    def __init__(self) -> None:
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(
            executable_path=find_chromium(self._playwright), args=launch_arguments()
        )
        self._page = self._browser.new_page()

    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._page.goto(url)

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression. A promise is awaited."""
        return self._page.evaluate(f"() => ({expression})")

    def drag(self, points: Sequence[Point]) -> None:
        """Press the mouse at the first point, move it over the others and release it."""
        mouse = self._page.mouse
        mouse.move(*points[0])
        mouse.down()
        for point in points[1:]:
            mouse.move(*point)
        mouse.up()

    def press(self, key: str) -> None:
        """Press a key."""
        self._page.keyboard.press(KEYS.get(key, key))

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page's viewport."""
        self._page.set_viewport_size({"width": width, "height": height})

    def close(self) -> None:
        """End the browser."""
        self._browser.close()
        self._playwright.stop()
