"""The longest task of the page's main thread while it loads, in wall-clock time and processor time.

If other programs share the processor, a task takes longer by the clock; its processor time stays the same.
"""

import json
from typing import Any

from playwright.sync_api import Browser

from benchmarks.loading.server import SlowServer
from benchmarks.loading.sites import Contestant
from benchmarks.loading.visit import Example, find_renderer, open_context, visit

MAIN = "CrRendererMain"


def measure_tasks(
    browser: Browser, contestant: Contestant, server: SlowServer, example: Example
) -> dict[str, float] | None:
    """Return the milliseconds of a page's longest task until it answers, in wall-clock and processor time.

    None if the page's process cannot be identified.
    """
    context = open_context(browser, contestant, example)
    browser.start_tracing(categories=["toplevel"])
    page, _ = visit(context, server, example)
    process = find_renderer(page)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    return longest_task(events, process.id) if process else None


def longest_task(events: list[dict[str, Any]], process: int) -> dict[str, float]:
    """Find the longest task of a process's main thread in a trace."""
    mine = [event for event in events if event["pid"] == process]
    (thread,) = {
        event["tid"] for event in mine if event["name"] == "thread_name" and event["args"]["name"] == MAIN
    }
    tasks = [event for event in mine if event["tid"] == thread and "dur" in event]
    return {
        "clock_ms": max(event["dur"] for event in tasks) / 1000,
        "processor_ms": max(event.get("tdur", 0) for event in tasks) / 1000,
    }
