"""What the tests of all engines do with a browser, and how to wait for the page."""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from tools.browser.digits import DIGITS, Point
from tools.browser.visitor import SIDE

TIMEOUT = 90.0  # seconds; starting Python takes long on a busy machine
POLL = 0.05  # seconds


class Engine(ABC):
    """A running browser with one window. Points are in CSS pixels of the window."""

    name: str

    @abstractmethod
    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression, as JSON can hold it. A promise is awaited."""

    @abstractmethod
    def drag(self, points: Sequence[Point]) -> None:
        """Press the mouse at the first point, move it over the others and release it."""

    @abstractmethod
    def press(self, key: str) -> None:
        """Press a key, by WebDriver's name: a character, or one of its codes for other keys."""

    @abstractmethod
    def resize(self, width: int, height: int) -> None:
        """Set the size of the page's viewport, or the nearest that the browser allows."""

    @abstractmethod
    def close(self) -> None:
        """End the browser."""

    def wait_for(self, condition: str) -> Any:
        """Wait until a JavaScript expression is true, and return its value.

        Raises:
            TimeoutError: it takes too long.
        """
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            value = self.evaluate(condition)
            if value:
                return value
            time.sleep(POLL)
        raise TimeoutError(f"{self.name}: not true after {TIMEOUT:g} s: {condition}")

    def open_ready(self, url: str) -> None:
        """Open the page and wait until its network can answer."""
        self.goto(url)
        state = "document.documentElement.dataset.engine"
        if self.wait_for(f"{state} !== 'loading' && {state}") != "ready":
            raise AssertionError(f"{self.name}: {self.text('#status')}")

    def text(self, selector: str) -> str:
        """Return the text of an element."""
        return str(self.evaluate(f"document.querySelector({selector!r}).textContent"))

    def click(self, selector: str) -> None:
        """Scroll an element into view and click its middle with the mouse."""
        self.drag([self._place(selector, 0.5, 0.5)])

    def draw_on(self, selector: str, points: Sequence[Point]) -> None:
        """Draw a stroke on an element; points are parts of its width and height, 0 to 1."""
        self.drag([self._place(selector, x, y) for x, y in points])

    def read(self, digit: int) -> None:
        """Clear the pad, draw a digit, and wait until it is read right.

        Raises:
            TimeoutError: it is read as something else.
        """
        self.evaluate("document.querySelector('[data-testid=clear]').click()")
        for stroke in DIGITS[digit]:
            self.draw_on("#pad", [(x / SIDE, y / SIDE) for x, y in stroke])
        self.wait_for(f"document.getElementById('prediction').textContent === '{digit}'")

    def _place(self, selector: str, x: float, y: float) -> Point:
        left, top, width, height = self.evaluate(
            f"""(() => {{
                const element = document.querySelector({selector!r});
                const seen = element.getBoundingClientRect();
                if (seen.top < 0 || seen.bottom > innerHeight) {{
                    element.scrollIntoView({{ block: "center", behavior: "instant" }});
                }}
                const {{ left, top, width, height }} = element.getBoundingClientRect();
                return [left, top, width, height];
            }})()"""
        )
        return round(left + x * width), round(top + y * height)
