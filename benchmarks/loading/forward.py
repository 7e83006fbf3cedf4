"""The time of a forward pass in a browser: NumPy in Pyodide, onnxruntime-web and plain JavaScript, in turn."""

from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.loading.server import Line, SlowServer
from benchmarks.loading.sites import Contestant
from benchmarks.loading.visit import Example, open_context, visit

WARM_UP, ROUNDS, TIMES = 3, 15, 200  # rounds in which engines still compile, rounds, passes per round
REPEAT = "([values, times]) => lecun1989.repeat(Float32Array.from(values), times)"
# A whole call of the page: to the worker and back, in and out of Python, as JSON.
CALLS = """async ([values, times]) => {
    const image = Float32Array.from(values);
    const start = performance.now();
    for (let time = 0; time < times; time++) await lecun1989.predict(image);
    return (performance.now() - start) / times;
}"""


def measure_forward(
    browser: Browser, contestants: Mapping[str, Contestant], example: Example
) -> dict[str, list[float]]:
    """Return the mean milliseconds of one pass in each round, for "numpy", "javascript", "onnx" and "call"."""
    plans = {
        "numpy": ("stock", REPEAT),  # the same NumPy and the same `lecun1989` as in our page
        "javascript": ("javascript", REPEAT),
        "onnx": ("onnx", REPEAT),
        "call": ("fast", CALLS),
    }
    with ExitStack() as stack:
        pages = {
            name: _open(browser, contestants[contestant], example, stack)
            for name, (contestant, _) in plans.items()
            if contestant in contestants
        }
        times: dict[str, list[float]] = {name: [] for name in pages}
        for _ in range(WARM_UP + ROUNDS):
            for name, page in pages.items():
                page.bring_to_front()
                arguments: list[Any] = [list(example.values), TIMES]
                times[name].append(page.evaluate(plans[name][1], arguments))
    return {name: found[WARM_UP:] for name, found in times.items()}


def _open(browser: Browser, contestant: Contestant, example: Example, stack: ExitStack) -> Page:
    server = stack.enter_context(SlowServer(contestant.files, Line("unthrottled"), compress=False))
    context = open_context(browser, contestant, example)
    stack.callback(context.close)
    return visit(context, server, example)[0]
