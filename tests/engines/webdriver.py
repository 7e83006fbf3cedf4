"""WebKitGTK by WebDriver (W3C), the protocol of WebKitWebDriver. It needs a screen; without one, Xvfb is one."""

import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.engines.engine import TIMEOUT, Engine
from tools.browser.digits import Point

DRIVER, SCREEN = "WebKitWebDriver", "Xvfb"
LIBRARIES, BROWSER = Path("/usr/lib"), "*/webkit2gtk-4.*/MiniBrowser"  # of Debian's packages libwebkit2gtk-*
START = 30.0  # seconds for the driver to listen


def missing_webkit() -> str:
    """Return what is missing to run WebKit, as a sentence; empty if nothing is."""
    wanted = [DRIVER] if "DISPLAY" in os.environ else [DRIVER, SCREEN]
    missing = [name for name in wanted if not shutil.which(name)]
    if not missing and not _find_browsers():
        missing = ["MiniBrowser"]
    return (
        f"no WebKit: {' and '.join(missing)} not found (Debian: webkit2gtk-driver, xvfb)" if missing else ""
    )


def _find_browsers() -> list[Path]:
    return sorted(LIBRARIES.glob(BROWSER))


class WebKit(Engine):
    """WebKitGTK's MiniBrowser. Under automation its window is private: nothing outlives it."""

    name = "webkit"

    def __init__(self) -> None:
        environment = dict(os.environ)
        self._screen: subprocess.Popen[bytes] | None = None
        if "DISPLAY" not in environment:
            self._screen, environment["DISPLAY"] = _start_screen()
        port = _free_port()
        self._driver = subprocess.Popen(
            [DRIVER, f"--port={port}"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._url = f"http://127.0.0.1:{port}"
        self._session = ""
        options = {"binary": str(_find_browsers()[-1]), "args": ["--automation"]}
        wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options}
        try:
            _wait_for_port(port)
            created = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self._session = f"/session/{created['sessionId']}"
            milliseconds = int(TIMEOUT * 1000)
            self._send("POST", "/timeouts", {"script": milliseconds, "pageLoad": milliseconds})
        except BaseException:
            self.close()
            raise

    def goto(self, url: str) -> None:
        """Open a page and wait until it is loaded."""
        self._send("POST", "/url", {"url": url})

    def evaluate(self, expression: str) -> Any:
        """Return the value of a JavaScript expression. A promise is awaited."""
        script = f"""const done = arguments[0];
            Promise.resolve({expression}).then((value) => done([value]), (error) => done(String(error)));"""
        answer = self._send("POST", "/execute/async", {"script": script, "args": []})
        if isinstance(answer, str):
            raise RuntimeError(f"{self.name}: {answer}")
        return answer[0]

    def drag(self, points: Sequence[Point]) -> None:
        """Press the mouse at the first point, move it over the others and release it."""
        self._send("POST", "/actions", {"actions": [mouse_actions(points)]})

    def press(self, key: str) -> None:
        """Press a key."""
        self._send("POST", "/actions", {"actions": [key_actions(key)]})

    def resize(self, width: int, height: int) -> None:
        """Set the size of the page's viewport, or the nearest that the window allows."""
        for _ in range(2):  # the frame's size is known only after the first time
            frame = self.evaluate("[outerWidth - innerWidth, outerHeight - innerHeight]")
            size = {"width": width + frame[0], "height": height + frame[1]}
            self._send("POST", "/window/rect", size)

    def close(self) -> None:
        """End the browser, its driver and its screen."""
        if self._session:
            with suppress(OSError, RuntimeError):
                self._send("DELETE", "")
        for process in (self._driver, self._screen):
            if process:
                process.terminate()
                process.wait()

    def _send(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self._url}{self._session}{path}", data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * TIMEOUT) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{self.name}: {method} {path}: {error.read().decode()[:500]}") from None


def mouse_actions(points: Sequence[Point]) -> dict[str, Any]:
    """Return WebDriver's description of a press at the first point, moves over the others, and a release."""
    moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 0} for x, y in points]
    down, up = ({"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp"))
    return {
        "type": "pointer",
        "id": "mouse",
        "parameters": {"pointerType": "mouse"},
        "actions": [moves[0], down, *moves[1:], up],
    }


def key_actions(key: str) -> dict[str, Any]:
    """Return WebDriver's description of a key that is pressed and released."""
    actions = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
    return {"type": "key", "id": "keyboard", "actions": actions}


def _start_screen() -> tuple[subprocess.Popen[bytes], str]:
    """Start Xvfb on a free number; return it and the number as DISPLAY."""
    reader, writer = os.pipe()
    process = subprocess.Popen(
        [SCREEN, "-displayfd", str(writer), "-screen", "0", "1920x1600x24", "-nolisten", "tcp"],
        pass_fds=[writer],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    with os.fdopen(reader) as file:
        return process, f":{file.readline().strip()}"


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for_port(port: int) -> None:
    end = time.monotonic() + START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
