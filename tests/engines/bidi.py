"""Firefox by WebDriver BiDi, which it speaks itself: no driver is needed."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from websockets.sync.client import connect

from tests.engines.engine import TIMEOUT, Engine
from tests.engines.webdriver import key_actions, mouse_actions
from tools.browser.digits import Point

VARIABLE = "LECUN1989_FIREFOX"
NAMES = ("firefox-esr", "firefox")


def find_firefox() -> str | None:
    """Return Firefox's path: LECUN1989_FIREFOX, else the system's; None if there is none."""
    return os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)


def missing_firefox() -> str:
    """Return what is missing to run Firefox, as a sentence; empty if nothing is."""
    return "" if find_firefox() else f"no Firefox: install firefox-esr, or set {VARIABLE} to one"


class Firefox(Engine):
    """Firefox with a fresh profile, without a window on the screen."""

    name = "firefox"

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        path = find_firefox()
        assert path
        self._process = subprocess.Popen(
            [path, "--headless", "--remote-debugging-port=0", "--profile", self._profile.name, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stderr
        address = None
        while address is None:
            line = self._process.stderr.readline()
            if not line:
                raise RuntimeError("Firefox ended before it listened")
            address = re.search(r"WebDriver BiDi listening on (ws://\S+)", line)
        self._connection = ExitStack()
        self._socket = self._connection.enter_context(connect(f"{address[1]}/session", max_size=None))
        self._number = 0
        self._send("session.new", capabilities={})
        (tree,) = self._send("browsingContext.getTree")["contexts"]
        self._context = tree["context"]

    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._send("browsingContext.navigate", context=self._context, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression. A promise is awaited."""
        answer = self._send(
            "script.evaluate",
            expression=f"Promise.resolve({expression}).then((value) => JSON.stringify([value ?? null]))",
            target={"context": self._context},
            awaitPromise=True,
        )
        if answer["type"] != "success":
            raise RuntimeError(f"{self.name}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])[0]

    def drag(self, points: Sequence[Point]) -> None:
        """Press the mouse at the first point, move it over the others and release it."""
        self._send("input.performActions", context=self._context, actions=[mouse_actions(points)])

    def press(self, key: str) -> None:
        """Press a key."""
        self._send("input.performActions", context=self._context, actions=[key_actions(key)])

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page's viewport."""
        size = {"width": width, "height": height}
        self._send("browsingContext.setViewport", context=self._context, viewport=size)

    def close(self) -> None:
        """End the browser."""
        self._connection.close()
        self._process.terminate()
        self._process.wait()
        self._profile.cleanup()

    def _send(self, method: str, **parameters: Any) -> Any:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=2 * TIMEOUT))
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise RuntimeError(f"{self.name}: {method}: {answer['message']}")
                return answer["result"]
