"""One visit in Chromium: the time of the first answer, what delayed it, and what it cost."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.loading.server import SlowServer
from benchmarks.loading.sites import Contestant
from tools.browser.kept import wait_until_kept

TOLERANCE = 1e-4  # how far an output may differ from this computer's NumPy
TIMEOUT = 120_000  # milliseconds
WINDOW = 1000  # milliseconds that Chromium needs to set up a new window

# Asks the page for the example's answer as soon as its scripts have run. Until then, a 4 ms timer measures how long the
# main thread was blocked at most; the browser also reports tasks of more than 50 ms.
PROBE = """
(() => {
    const probe = window.probe = { gap: 0, tasks: [], frames: [], shifts: [], answer: null };
    const observe = (type, take) =>
        new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
    observe("longtask", ({ duration }) => probe.tasks.push(duration));
    observe("layout-shift", ({ value }) => probe.shifts.push(value));
    observe("long-animation-frame", (frame) => probe.frames.push({
        start: frame.startTime,
        duration: frame.duration,
        blocking: frame.blockingDuration,
        scripts: frame.scripts.map(({ invoker, duration }) => `${invoker} ${Math.round(duration)}`),
    }));
    let last = performance.now();
    const timer = setInterval(() => {
        const now = performance.now();
        probe.gap = Math.max(probe.gap, now - last);
        last = now;
    }, 4);
    addEventListener("DOMContentLoaded", () => {
        probe.answer = (async () => {
            await lecun1989.ready;
            const { outputs } = await lecun1989.predict(Float32Array.from(EXAMPLE));
            const at = performance.now();
            clearInterval(timer);
            probe.gap = Math.max(probe.gap, at - last);
            return { at, outputs };
        })();
    });
})();
"""
COLLECT = """async () => {
    const { at, outputs } = await probe.answer;
    const painted = performance.getEntriesByName("first-contentful-paint")[0];
    const { gap, tasks, frames, shifts } = probe;
    return { at, outputs, gap, tasks, frames, shifts, painted: painted?.startTime ?? null };
}"""


@dataclass(frozen=True)
class Example:
    """What is read in every visit: 256 values in [-1, 1], and the expected ten outputs."""

    values: Sequence[float]
    outputs: Sequence[float]

    @property
    def probe(self) -> str:
        """The script that lets the page read the example."""
        return PROBE.replace("EXAMPLE", str(list(self.values)))


def open_context(browser: Browser, contestant: Contestant, example: Example) -> BrowserContext:
    """Return a fresh context, with an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(TIMEOUT)
    context.add_init_script(contestant.script + ";\n" + example.probe)
    return context


def open_page(context: BrowserContext) -> Page:
    """Return an empty page in a window that is fully set up."""
    page = context.new_page()
    page.wait_for_timeout(WINDOW)
    return page


def visit(context: BrowserContext, server: SlowServer, example: Example) -> tuple[Page, dict[str, Any]]:
    """Open the page and return it with times in milliseconds.

    Raises:
        AssertionError: its answer differs from that of this computer's NumPy.
    """
    page = open_page(context)
    before, asked = server.sent, len(server.requests)
    page.goto(server.url)
    found = page.evaluate(COLLECT)
    difference = float(np.abs(np.subtract(found["outputs"], example.outputs)).max())
    process = find_renderer(page)
    assert difference < TOLERANCE, f"an output differs from NumPy's by {difference:.1e}"
    return page, {
        "answer_ms": found["at"],
        "painted_ms": found["painted"],
        "gap_ms": found["gap"],
        "task_ms": max(found["tasks"], default=0.0),
        "frames": found["frames"],
        "layout_shift": sum(found["shifts"]),
        "bytes": server.sent - before,
        "requests": len(server.requests) - asked,
        "memory_mb": process and process.memory_mb,
        "processor_ms": process and process.processor_ms,
    }


def settle(page: Page, contestant: Contestant) -> None:
    """Wait until the page has fetched everything, and its service worker has filled its cache."""
    page.wait_for_load_state("networkidle")
    script = contestant.files.get("/service-worker.js")
    if script:
        wait_until_kept(page, script.plain.decode())


@dataclass(frozen=True)
class Renderer:
    """A page's process.

    Attributes:
        id: the process's id.
        memory_mb: megabytes that it shares with no other process.
        processor_ms: milliseconds of processor time since it started.
    """

    id: int
    memory_mb: float
    processor_ms: float


def find_renderer(page: Page) -> Renderer | None:
    """Return a page's process; None if there is no /proc.

    The browser lists its processes without their pages. The page knows its own process's time, which identifies it.
    """
    browser = page.context.browser
    if sys.platform != "linux" or browser is None:
        return None
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    renderers = [each for each in processes if each["type"] == "renderer"]
    mine = min(renderers, key=lambda each: abs(each["cpuTime"] - metrics["ProcessTime"]))
    return Renderer(mine["id"], _private(mine["id"]), 1000 * mine["cpuTime"])


def _private(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000
