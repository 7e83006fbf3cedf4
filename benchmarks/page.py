"""The cost of Python in the page: ours compared with stock Pyodide with NumPy, onnxruntime-web and plain JavaScript.

Run: python benchmarks/page.py [--loads N] [--only PART] [--json FILE]. It builds the page and serves all sites from
this computer over three simulated connections, with and without gzip. It opens them in Chromium in turn, in fresh
contexts, and measures the time from navigation to the first answer, how long the main thread is blocked until then,
bytes and memory; then the second visit. All sites must give the same answer. Before that, it measures forward passes in
turn, and how quickly the page answers a pen. Other programs share the machine, so the ratios to stock in the same round
are what counts.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for tools/, which finds Chromium and draws

from benchmarks.loading.forward import measure_forward  # noqa: E402
from benchmarks.loading.pen import measure_answers, measure_drawable  # noqa: E402
from benchmarks.loading.server import Line, SlowServer  # noqa: E402
from benchmarks.loading.sites import RUNTIME, Contestant, first_network, gather  # noqa: E402
from benchmarks.loading.summary import Round, ratios_to_stock, spread, summarise_visits  # noqa: E402
from benchmarks.loading.tasks import measure_tasks  # noqa: E402
from benchmarks.loading.visit import Example, open_context, settle, visit  # noqa: E402
from lecun1989.files import read_text, write_text  # noqa: E402
from lecun1989.results.measurements import decode_measured, write_measured  # noqa: E402
from lecun1989.results.page_load import PageLoad  # noqa: E402
from lecun1989_site.build import build_site  # noqa: E402
from lecun1989_site.inputs import Inputs  # noqa: E402
from lecun1989_site.runtime.fetch import read_version  # noqa: E402
from tools.browser.chromium import find_chromium, launch_arguments  # noqa: E402

RESULT = ROOT / "docs" / "measured" / "page-load.json"
LINES = (
    Line("unthrottled"),
    Line("50 Mbit/s, 20 ms", 50e6, 0.020),
    Line("10 Mbit/s, 40 ms", 10e6, 0.040),
)
PYTHON = ("stock", "plain", "fast")  # these run Python; the others are measured with gzip only


def measure_contestant(
    browser: Browser, contestant: Contestant, example: Example, line: Line, compress: bool
) -> dict[str, dict[str, Any]]:
    """Visit a page in a fresh context; with gzip, visit it again when its cache is full."""
    with SlowServer(contestant.files, line, compress) as server:
        context = open_context(browser, contestant, example)
        page, first = visit(context, server, example)
        found = {"first": first}
        if compress:
            settle(page, contestant)
            first["all_bytes"] = server.sent
            page.close()
            _, found["second"] = visit(context, server, example)
        context.close()
    return found


def measure_round(
    browser: Browser,
    contestants: Mapping[str, Contestant],
    example: Example,
    line: Line,
    compress: bool,
    number: int,
) -> Round:
    """Visit all contestants once, starting with a different one each round."""
    names = [name for name in contestants if compress or name in PYTHON]
    turn = number % len(names)
    return {
        name: measure_contestant(browser, contestants[name], example, line, compress)
        for name in names[turn:] + names[:turn]
    }


def measure_loading(
    browser: Browser, contestants: Mapping[str, Contestant], example: Example, loads: int
) -> Iterator[list[dict[str, Any]]]:
    """Visit all contestants over every connection, `loads` times; print progress, and yield figures each time."""
    settings = [(line, compress) for line in LINES for compress in (True, False)]
    rounds: dict[tuple[Line, bool], list[Round]] = {setting: [] for setting in settings}
    start = time.monotonic()
    for number in range(loads):
        for line, compress in settings:
            found = measure_round(browser, contestants, example, line, compress, number)
            rounds[line, compress].append(found)
            times = ", ".join(f"{name} {_times(found[name])}" for name in contestants if name in found)
            minutes = (time.monotonic() - start) / 60
            kind = f"{line.name}{', gzip' * compress}"
            print(f"{minutes:4.1f} min  {number + 1}/{loads}  {kind}: {times} ms", flush=True)
        yield [
            {
                "line": line.name,
                "gzip": compress,
                "visits": summarise_visits(rounds[line, compress]),
                "ratios_to_stock": ratios_to_stock(rounds[line, compress]),
            }
            for line, compress in settings
        ]


def _times(visits: Mapping[str, Mapping[str, Any]]) -> str:
    return " then ".join(f"{found['answer_ms']:.0f}" for found in visits.values())


def measure_page(browser: Browser, contestant: Contestant, example: Example, loads: int) -> dict[str, Any]:
    """Measure our page alone, on this computer."""
    with SlowServer(contestant.files, LINES[0], compress=True) as server:
        drawable = [measure_drawable(browser, server) for _ in range(loads)]
        tasks = [measure_tasks(browser, contestant, server, example) for _ in range(loads)]
        answers = [time for _ in range(3) for time in measure_answers(browser, server)]
    longest = [task for task in tasks if task]
    return {
        "painted_ms": spread([each["painted"] for each in drawable]),
        "drawable_ms": spread([each["drawn"] for each in drawable]),
        "drawable_processor_ms": spread([each["processor"] for each in drawable]),
        "longest_task": {
            measure: spread([task[measure] for task in longest])
            for measure in (longest[0] if longest else ())
        },
        "pen_up_to_answer_ms": {
            **spread(answers),
            "p95": round(float(np.percentile(answers, 95)), 4),
            "n": len(answers),
        },
    }


def measure_passes(
    browser: Browser, contestants: Mapping[str, Contestant], example: Example
) -> dict[str, Any]:
    """Measure forward passes, and ours as a multiple of plain JavaScript's."""
    passes = measure_forward(browser, contestants, example)
    pairs = zip(passes["numpy"], passes["javascript"], strict=True)
    return {
        **{f"{name}_ms": spread(times) for name, times in passes.items()},
        "numpy_to_javascript": spread([ours / theirs for ours, theirs in pairs]),
    }


def make_example(inputs: Inputs) -> Example:
    """Return an image that all contestants read, and its outputs from NumPy on this computer."""
    image = np.sin(np.arange(256, dtype=np.float32) * 0.37)
    outputs = first_network(inputs)[2](image.reshape(16, 16))
    return Example(image.tolist(), outputs.tolist())


def write_figures(path: Path, figures: dict[str, Any]) -> None:
    write_text(path, write_measured(decode_measured(PageLoad, figures, str(path))))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the page and compare it with others.")
    parser.add_argument("--loads", type=int, default=9, help="first visits of each (default: 9)")
    parser.add_argument(
        "--json",
        type=Path,
        default=RESULT,
        help="file for the figures (default: docs/measured/page-load.json)",
    )
    parser.add_argument(
        "--only", choices=("page", "forward", "loading"), help="measure a part and keep the rest of the file"
    )
    options = parser.parse_args()
    inputs = Inputs.of_checkout(ROOT)
    example = make_example(inputs)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        print("Building the page and fetching the others", flush=True)
        build_site(inputs, Path(folder) / "dist")
        contestants = gather(inputs, Path(folder) / "dist")
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=launch_arguments()
        )
        figures: dict[str, Any] = json.loads(read_text(options.json)) if options.only else {}
        figures |= {
            "browser": f"Chromium {browser.version}",
            "machine": platform.machine(),
            "cores": os.cpu_count(),
            "pyodide": read_version(inputs.pins),
            "onnx": RUNTIME if "onnx" in contestants else None,
        }
        if options.only in (None, "page"):
            figures["page"] = measure_page(browser, contestants["fast"], example, options.loads)
        if options.only in (None, "forward"):
            figures["forward"] = measure_passes(browser, contestants, example)
        if options.only in (None, "loading"):
            # Written after each round, so a stopped run keeps its measurements.
            for done, lines in enumerate(measure_loading(browser, contestants, example, options.loads), 1):
                figures |= {"loads": done, "lines": lines}
                write_figures(options.json, figures)
        write_figures(options.json, figures)
        browser.close()
    print(f"Written to {options.json}; `lecun1989 report` makes the tables in docs/loading.md from it.")


if __name__ == "__main__":
    main()
