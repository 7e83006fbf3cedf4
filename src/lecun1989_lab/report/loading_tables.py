"""The tables of docs/loading.md, from the results of `make bench-page`."""

from lecun1989.errors import InputError
from lecun1989.results.measurements import Measurements
from lecun1989.results.page_load import (
    CONTESTANT_LABELS,
    ForwardTimes,
    LineTimes,
    PageLoad,
    PageTimes,
    Quartiles,
)
from lecun1989_lab.report.markdown import table

FIRST_TARGETS = (0.25, 0.45, 0.8)  # for first visits over the three connections, fastest first
SECOND_TARGET = 0.2


def loading_blocks(measurements: Measurements) -> dict[str, str]:
    """Return the text of each block by its name.

    Raises:
        InputError: the page was not measured.
    """
    measured = measurements.page_load
    if measured is None:
        raise InputError("docs/measured has no page-load.json; make it with `make bench-page`")
    return {
        "rounds": _rounds(measured),
        "aims": _targets_table(measured),
        "ratios": _ratios_table(measured),
        "costs": _costs_table(measured.quickest),
        "passes": _passes_table(measured.forward),
        "page": _page_table(measured.page),
    }


def _rounds(measured: PageLoad) -> str:
    onnx = f", {measured.onnx.replace('@', ' ')}" if measured.onnx else ""
    return (
        f"{measured.loads} rounds in {measured.browser} on {measured.cores} cores ({measured.machine}) "
        f"that other work shared; Pyodide {measured.pyodide}{onnx}.\n"
    )


def _ratios_table(measured: PageLoad) -> str:
    """Return visits relative to stock's first visit in the same round."""
    rows = []
    for line in measured.lines:
        plain, fast, stock = (line.ratios_to_stock[name] for name in ("plain", "fast", "stock"))
        rows.append(
            (
                f"{line.line}{', gzip' * line.gzip}",
                f"{line.visits['stock'].first.answer_ms.median / 1000:.1f} s",
                plain.first.answer_ms.text(2),
                f"**{fast.first.answer_ms.text(2)}**",
                fast.second.answer_ms.text(2) if fast.second else "",
                stock.second.answer_ms.text(2) if stock.second else "",
            )
        )
    header = (
        "line",
        "stock, first visit",
        "this page, plain start",
        "**this page**",
        "its second visit",
        "stock's second",
    )
    return table(header, rows)


def _costs_table(line: LineTimes) -> str:
    """Return first visits over one connection."""
    rows = []
    for name, label in CONTESTANT_LABELS.items():
        if name in line.visits:
            visit = line.visits[name].first
            rows.append(
                (
                    label,
                    _median(visit.answer_ms, 1000, 2, "s"),
                    _median(visit.processor_ms, 1000, 2, "s"),
                    _median(visit.bytes, 1e6, 2, "MB"),
                    _median(visit.all_bytes, 1e6, 2, "MB"),
                    _median(visit.memory_mb, 1, 0, "MB"),
                    _median(visit.gap_ms, 1, 0, "ms"),
                )
            )
    header = ("", "first answer", "processor time", "bytes until then", "in all", "memory", "longest pause")
    return table(header, rows)


def _median(found: Quartiles | None, scale: float, digits: int, unit: str) -> str:
    return f"{found.median / scale:.{digits}f} {unit}" if found else ""


def _targets_table(measured: PageLoad) -> str:
    """Return targets and results, for connections with gzip."""
    page, lines = measured.page, measured.gzip_lines
    targets: list[tuple[str, float, float | None]] = [
        (
            f"first answer, {line.line}, as a share of stock's",
            at_most,
            line.ratios_to_stock["fast"].first.answer_ms.median,
        )
        for line, at_most in zip(lines, FIRST_TARGETS, strict=True)
    ]
    targets += [
        (
            f"second visit, {line.line}, as a share of stock's first",
            SECOND_TARGET,
            second.answer_ms.median,
        )
        for line in lines
        if (second := line.ratios_to_stock["fast"].second)
    ]
    ours, theirs = (measured.quickest.visits[name].first for name in ("fast", "stock"))
    targets += [
        (f"bytes of a first visit, {which}, as a share of stock's", 0.8, _share(mine, other))
        for which, mine, other in (
            ("until the first answer", ours.bytes, theirs.bytes),
            ("all of them", ours.all_bytes, theirs.all_bytes),
        )
    ]
    task = page.longest_task.processor_ms
    targets += [
        ("longest task of the main thread, ms of processor time", 50, task.median if task else None),
        ("first stroke drawn, ms", 300, page.drawable_ms.median),
        ("NumPy's pass, times plain JavaScript's", 2, measured.forward.numpy_to_javascript.median),
        ("pen-up to answer, median, ms", 10, page.pen_up_to_answer_ms.median),
        ("pen-up to answer, 95%, ms", 30, page.pen_up_to_answer_ms.p95),
    ]
    return table(
        ("", "aim: at most", "measured", ""),
        [
            (
                what,
                f"{at_most:g}",
                f"{found:.{2 if at_most <= 2 else 1}f}",
                "met" if found <= at_most else "**not met**",
            )
            for what, at_most, found in targets
            if found is not None
        ],
    )


def _share(mine: Quartiles | None, other: Quartiles | None) -> float | None:
    return mine.median / other.median if mine and other else None


def _passes_table(forward: ForwardTimes) -> str:
    found = (
        ("NumPy in Pyodide (`network.outputs`)", forward.numpy_ms, forward.numpy_to_javascript.text(1)),
        ("plain JavaScript loops", forward.javascript_ms, None),
        ("onnxruntime-web, one thread", forward.onnx_ms, None),
        ("this page's whole `predict`: to the worker, through Python and back", forward.call_ms, None),
    )
    rows = [
        (name, times.text(3), ratio or f"{times.median / forward.javascript_ms.median:.1f}")
        for name, times, ratio in found
        if times
    ]
    return table(("", "milliseconds", "times plain JavaScript"), rows)


def _page_table(page: PageTimes) -> str:
    answers, task = page.pen_up_to_answer_ms, page.longest_task
    found = (
        ("from navigation to the first text painted", page.painted_ms),
        ("to the first stroke that a pen could draw", page.drawable_ms),
        ("of which the main thread had the processor", page.drawable_processor_ms),
        ("the main thread's longest task until it answers, processor time", task.processor_ms),
        ("the same by the clock", task.clock_ms),
    )
    rows = [(what, times.text(0)) for what, times in found if times]
    within = f"{answers.text(1)}, 95% within {answers.p95:.1f}"
    return table(("", "milliseconds"), [*rows, (f"pen-up to answer, {answers.n} times", within)])
