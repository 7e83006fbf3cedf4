"""How quickly the page answers, how long it takes to start, and how long its main thread is ever blocked.

Run: python benchmarks/page.py [--loads N] [--json FILE]. It builds the page, serves it on this computer, opens it in
Chromium with an empty cache and draws the ten digits. Figures depend on the machine, so they are printed with it.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # the tests know how to find Chromium and how to draw

from lecun1989_site.build import build_site  # noqa: E402
from lecun1989_site.inputs import Inputs  # noqa: E402
from lecun1989_site.server import Server  # noqa: E402
from tests.browser.chromium import find_chromium, launch_arguments  # noqa: E402
from tests.browser.digits import DIGITS  # noqa: E402
from tests.browser.reader import draw, expect_answer, open_ready  # noqa: E402

ROUNDS = 5  # times that the ten digits are drawn in a load

# From the moment the browser took the pen-up to the moment the next answer stands in the page.
PROBE = """
window.probe = { ready: null, tasks: [], gaps: [], answers: [] };
new PerformanceObserver(list => probe.tasks.push(...list.getEntries().map(task => task.duration)))
    .observe({ type: "longtask", buffered: true });
let lifted = null;
addEventListener("pointerup", ({ target, timeStamp }) => {
    if (target.dataset.testid === "pad") lifted = timeStamp;
}, true);
new MutationObserver(changes => {
    const now = performance.now();
    for (const { attributeName } of changes) {
        if (attributeName === "data-engine" && document.documentElement.dataset.engine === "ready") probe.ready ??= now;
        if (attributeName === "data-answers" && lifted !== null) {
            probe.answers.push(now - lifted);
            lifted = null;
        }
    }
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-engine", "data-answers"] });
let last = performance.now();
const timer = setInterval(() => {
    const now = performance.now();
    probe.gaps.push(now - last);
    last = now;
    if (probe.ready !== null) clearInterval(timer);
}, 4);
"""


def measure_load(browser: Browser, url: str) -> dict[str, Any]:
    """Open the page in a fresh context, wait, draw, and return times in milliseconds."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(PROBE)
    open_ready(page, url)
    loading = page.evaluate("({ ready: probe.ready, tasks: [...probe.tasks], gaps: [...probe.gaps] })")
    for _ in range(ROUNDS):
        for digit in range(len(DIGITS)):
            draw(page, digit)
            expect_answer(page, str(digit))
            page.get_by_test_id("clear").click()
    answers = page.evaluate("probe.answers")
    context.close()
    return {
        "ready": loading["ready"],
        "longest_task": max(loading["tasks"], default=0.0),
        "longest_gap": max(loading["gaps"]),
        "answers": answers,
    }


def summarise(loads: list[dict[str, Any]]) -> dict[str, Any]:
    answers = [time for load in loads for time in load["answers"]]
    return {
        "pen_up_to_answer_ms": {
            "median": statistics.median(answers),
            "p95": statistics.quantiles(answers, n=20)[-1],
            "n": len(answers),
        },
        "navigation_to_ready_ms": {
            "median": statistics.median(load["ready"] for load in loads),
            "max": max(load["ready"] for load in loads),
            "n": len(loads),
        },
        # The browser reports no task shorter than 50 ms: 0 means that there was none.
        "longest_main_thread_task_ms": max(load["longest_task"] for load in loads),
        "longest_timer_gap_ms": max(load["longest_gap"] for load in loads),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the page.")
    parser.add_argument("--loads", type=int, default=3, help="cold loads (default: 3)")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        dist = Path(folder) / "dist"
        build_site(Inputs.of_checkout(ROOT), dist)
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_arguments()
        )
        with Server(dist) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            loads = [measure_load(browser, server.url) for _ in range(options.loads)]
            server.shutdown()
        machine = {
            "browser": f"Chromium {browser.version}",
            "machine": platform.machine(),
            "cores": os.cpu_count(),
        }
        browser.close()
    figures = {**machine, **summarise(loads)}
    answer, ready = figures["pen_up_to_answer_ms"], figures["navigation_to_ready_ms"]
    print(f"{figures['browser']}, {figures['cores']} cores, {figures['machine']}")
    print(
        f"pen-up to answer      median {answer['median']:6.1f} ms   p95 {answer['p95']:6.1f} ms   n {answer['n']}"
    )
    print(
        f"navigation to ready   median {ready['median']:6.0f} ms   max {ready['max']:6.0f} ms   n {ready['n']}"
    )
    print(f"longest main-thread task while loading {figures['longest_main_thread_task_ms']:.0f} ms")
    print(f"longest gap of a 4 ms timer            {figures['longest_timer_gap_ms']:.0f} ms")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
