"""Restoring Python from the snapshot; if that fails, Python starts plainly without a message."""

import gzip
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.watch import Watch
from tools.browser.visitor import draw, expect_answer, open_ready

STDLIB = "python_stdlib.zip"  # fetched only when Python starts plainly
MEMORY = "**/memory.bin"
SHARED = {"calls.js"}  # imported by the page and its worker; the server here forbids caching


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The names of the requested files."""
    names: list[str] = []
    page.on("request", lambda request: names.append(request.url.rsplit("/", 1)[-1]))
    return names


def expect_a_working_page(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("Ready after")
    draw(page, 7)
    expect_answer(page, "7")


def test_python_is_restored_and_each_file_fetched_once(
    page: Page, requests: list[str], site_url: str
) -> None:
    open_ready(page, site_url)
    expect_a_working_page(page)
    assert "memory.bin" in requests
    assert STDLIB not in requests
    assert not [name for name in requests if name.endswith(".whl")]
    assert "reader.json" not in requests
    assert {name for name, times in Counter(requests).items() if times > 1} <= SHARED


def test_all_files_are_requested_at_once(page: Page, requests: list[str], site_url: str) -> None:
    """The other files are requested before the core's script, which is held back here, has run."""
    held: list[Route] = []
    page.route("**/pyodide.asm.js", lambda route: held.append(route))
    with (
        page.expect_request("**/pyodide.asm.wasm"),
        page.expect_request("**/extension-0.wasm"),
        page.expect_request(MEMORY),
        page.expect_request("**/pyodide-lock.json"),
    ):
        page.goto(site_url)
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect_a_working_page(page)
    assert requests.count("pyodide.asm.wasm") == 1


def change_head(**changes: Any) -> Callable[[bytes], bytes]:
    """Return a function that changes values in a snapshot's head."""

    def change(data: bytes) -> bytes:
        unpacked = gzip.decompress(data)
        end = 4 + int.from_bytes(unpacked[:4], "little")
        head = json.dumps({**json.loads(unpacked[4:end]), **changes}).encode()
        return gzip.compress(len(head).to_bytes(4, "little") + head + unpacked[end:], compresslevel=1)

    return change


def flip_a_bit(data: bytes) -> bytes:
    """Change one bit below the heap and gzip again. Only the checksum detects it."""
    unpacked = bytearray(gzip.decompress(data))
    unpacked[4 + int.from_bytes(unpacked[:4], "little") + 1000] ^= 1
    return gzip.compress(bytes(unpacked), compresslevel=1)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda data: data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :], id="corrupt"),
        pytest.param(flip_a_bit, id="corrupt-inside"),
        pytest.param(lambda data: data[: len(data) // 2], id="truncated"),
        pytest.param(lambda data: b"", id="empty"),
        pytest.param(lambda data: b"<!doctype html>", id="not-gzip"),
        pytest.param(change_head(build="0" * 64), id="other-build"),
        pytest.param(change_head(memory=1 << 16), id="other-memory"),
        pytest.param(change_head(linked=[0, 0]), id="other-layout"),
        pytest.param(change_head(state=None), id="no-state"),
    ],
)
def test_a_snapshot_that_does_not_fit_is_not_used(
    page: Page, requests: list[str], dist: Path, site_url: str, damage: Callable[[bytes], bytes]
) -> None:
    (path,) = dist.glob("assets/snapshot-*/memory.bin")
    body = damage(path.read_bytes())
    page.route(MEMORY, lambda route: route.fulfill(body=body))
    open_ready(page, site_url)
    assert STDLIB in requests
    expect_a_working_page(page)


@pytest.mark.parametrize("pattern", [MEMORY, "**/extension-0.wasm"])
@pytest.mark.parametrize("answer", ["abort", "404"])
def test_without_the_snapshot_python_starts_plainly(
    page: Page, watch: Watch, requests: list[str], site_url: str, pattern: str, answer: str
) -> None:
    def miss(route: Route) -> None:
        if answer == "abort":
            route.abort()
        else:
            route.fulfill(status=404, body="")

    page.route(pattern, miss)
    open_ready(page, site_url)
    assert STDLIB in requests
    expect_a_working_page(page)
    watch.errors.clear()  # the browser reports missing files itself


def test_a_browser_that_cannot_decompress_starts_python_plainly(
    page: Page, requests: list[str], site_url: str
) -> None:
    page.add_init_script("delete window.DecompressionStream")
    open_ready(page, site_url)
    assert "memory.bin" not in requests
    assert STDLIB in requests
    expect_a_working_page(page)


def test_modules_outside_the_snapshot_are_fetched_when_they_are_needed(
    page: Page, requests: list[str], dist: Path, site_url: str
) -> None:
    (script,) = dist.glob("assets/app-*/engine/worker.js")

    def teach(route: Route) -> None:
        """Let the ready worker call a function that imports a module outside the snapshot."""
        code = "def late(self, name):\\n import tarfile\\n return {'text': tarfile.__name__}"
        body = script.read_text()
        body += f"""
            const tell = self.postMessage.bind(self);
            self.postMessage = (message) => {{
              const said = "./worker.js?late-" + (message.answer?.text ?? message.message);
              if (message.id === -1) fetch(new URL(said, self.location.href));
              else tell(message);
              if (message.type !== "ready") return;
              pyodide.runPython("{code}\\nimport lecun1989.messages; lecun1989.messages.Calls.late = late");
              answer({{ id: -1, call: "late", args: ["reader"] }});
            }};"""
        route.fulfill(body=body, content_type="text/javascript")

    page.route("**/worker.js", teach)
    with page.expect_request(lambda request: request.url.endswith("late-tarfile"), timeout=60_000):
        page.goto(site_url)
    assert STDLIB in requests
    expect_a_working_page(page)
