"""How smooth drawing is: the longest tasks of the page's main thread while digits are drawn and answered.

Run: python benchmarks/drawing.py [--out FILE]. It builds the page, opens it in Chromium at 1440 x 900 and draws with
each panel open, at full speed and slowed down four times. The tasks are those in Chromium's trace. They are measured in
their thread's processor time, because other programs may use the processor too.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for tools/, which finds Chromium and draws

from benchmarks.built_page import built_page  # noqa: E402
from lecun1989.files import write_text  # noqa: E402
from tools.browser.visitor import draw, open_panel  # noqa: E402

PANELS = ("unit", "why", "bend", "compare")
SLOWDOWNS = (1, 4)
DIGITS = (3, 5, 8, 2, 4)
CATEGORIES = ["__metadata", "disabled-by-default-devtools.timeline"]
Event = dict[str, Any]


def record(session: CDPSession, page: Page, events: list[Event], ended: list[Event]) -> None:
    """Draw the digits and collect the trace."""
    events.clear()
    ended.clear()
    session.send(
        "Tracing.start", {"transferMode": "ReportEvents", "traceConfig": {"includedCategories": CATEGORIES}}
    )
    for digit in DIGITS:
        draw(page, digit)
        page.wait_for_timeout(800)
        page.get_by_test_id("clear").click()
        page.wait_for_timeout(200)
    session.send("Tracing.end")
    while not ended:
        page.wait_for_timeout(50)


def longest_tasks(events: list[Event]) -> list[float]:
    """Return the processor time of the main thread's tasks in milliseconds, the longest first."""
    names = {
        (event["pid"], event["tid"]): event["args"]["name"]
        for event in events
        if event.get("name") == "thread_name"
    }
    return sorted(
        (
            event["tdur"] / 1000
            for event in events
            if event.get("name") == "RunTask"
            and "tdur" in event
            and names.get((event["pid"], event["tid"])) == "CrRendererMain"
        ),
        reverse=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how smooth drawing stays.")
    parser.add_argument("--out", type=Path, help="a JSON file for the results")
    options = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    events: list[Event] = []
    ended: list[Event] = []
    with built_page() as page:
        session = page.context.new_cdp_session(page)
        session.on("Tracing.dataCollected", lambda event: events.extend(event["value"]))
        session.on("Tracing.tracingComplete", lambda event: ended.append(event))
        version = session.send("Browser.getVersion")["product"].partition("/")[2]
        for slowdown in SLOWDOWNS:
            session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
            for panel in PANELS:
                open_panel(page, panel)
                page.wait_for_timeout(3000)
                record(session, page, events, ended)
                tasks = longest_tasks(events)
                p99 = tasks[len(tasks) // 100]
                found.setdefault(f"{slowdown}x", {})[panel] = {
                    "tasks": len(tasks),
                    "longest_ms": round(tasks[0], 1),
                    "p99_ms": round(p99, 1),
                }
                print(
                    f"slowed {slowdown} times, {panel:8} {len(tasks):6} tasks, "
                    f"longest {tasks[0]:5.1f} ms, 99% below {p99:5.1f} ms"
                )
    if options.out:
        write_text(options.out, json.dumps({"browser": f"Chromium {version}", **found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
