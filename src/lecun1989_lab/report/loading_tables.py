"""The tables of docs/loading.md, written from what `make bench-page` measured."""

import json
from pathlib import Path
from typing import Any

from lecun1989_lab.files import read_text
from lecun1989_lab.report.results_tables import fill_blocks

MEASURED = "page-load.json"
FIRST_AIMS = (0.25, 0.45, 0.8)  # on the three lines, the quickest first
NAMES = {
    "stock": "stock Pyodide and NumPy",
    "plain": "this page, plain start",
    "fast": "this page",
    "onnx": "onnxruntime-web",
    "javascript": "plain JavaScript",
}
PASSES = {
    "numpy_ms": "NumPy in Pyodide (`network.outputs`)",
    "javascript_ms": "plain JavaScript loops",
    "onnx_ms": "onnxruntime-web, one thread",
    "call_ms": "this page's whole `predict`: to the worker, through Python and back",
}


def update_loading(text: str, root: Path) -> str:
    """Return docs/loading.md with its tables as docs/measured/page-load.json has them.

    Raises:
        InputError: the file cannot be read, or the text has no place for a table.
    """
    measured = json.loads(read_text(root / "docs" / "measured" / MEASURED))
    tables = {
        "rounds": _rounds(measured),
        "aims": _aims_table(measured),
        "ratios": _ratios_table(measured["lines"]),
        "costs": _costs_table(measured["lines"][0]["visits"]),
        "passes": _passes_table(measured["forward"]),
        "page": _page_table(measured["page"]),
    }
    return fill_blocks(text, tables, "docs/loading.md")


def _rounds(measured: dict[str, Any]) -> str:
    onnx = measured["onnx"].partition("@")
    return (
        f"{measured['loads']} rounds in {measured['browser']} on {measured['cores']} cores ({measured['machine']}) "
        f"that other work shared; Pyodide {measured['pyodide']}, {onnx[0]} {onnx[2]}.\n"
    )


def _spread(found: dict[str, float], digits: int = 2) -> str:
    return f"{found['median']:.{digits}f} ({found['low']:.{digits}f} to {found['high']:.{digits}f})"


def _median(found: dict[str, Any], measure: str, scale: float, digits: int, unit: str) -> str:
    return f"{found[measure]['median'] / scale:.{digits}f} {unit}" if measure in found else ""


def _ratios_table(lines: list[dict[str, Any]]) -> str:
    """As shares of stock's first visit in the same round."""
    rows = [
        "| line | stock, first visit | this page, plain start | **this page** | its second visit | stock's second |\n",
        "| --- | --- | --- | --- | --- | --- |\n",
    ]
    for line in lines:
        ratios = line["ratios_to_stock"]
        seconds = line["visits"]["stock"]["first"]["answer_ms"]["median"] / 1000
        cells = [
            _spread(ratios[name][visit]["answer_ms"]) if visit in ratios[name] else ""
            for name, visit in (
                ("plain", "first"),
                ("fast", "first"),
                ("fast", "second"),
                ("stock", "second"),
            )
        ]
        cells[1] = f"**{cells[1]}**"
        rows.append(f"| {line['line']}{', gzip' * line['gzip']} | {seconds:.1f} s | {' | '.join(cells)} |\n")
    return "".join(rows)


def _costs_table(visits: dict[str, Any]) -> str:
    """Of first visits with gzip on the line that nothing holds back."""
    rows = [
        "| | first answer | processor time | bytes until then | in all | memory | longest pause |\n",
        "| --- | --- | --- | --- | --- | --- | --- |\n",
    ]
    for name, title in NAMES.items():
        if name not in visits:
            continue
        first = visits[name]["first"]
        cells = [
            _median(first, measure, scale, digits, unit)
            for measure, scale, digits, unit in (
                ("answer_ms", 1000, 2, "s"),
                ("processor_ms", 1000, 2, "s"),
                ("bytes", 1e6, 2, "MB"),
                ("all_bytes", 1e6, 2, "MB"),
                ("memory_mb", 1, 0, "MB"),
                ("gap_ms", 1, 0, "ms"),
            )
        ]
        rows.append(f"| {title} | {' | '.join(cells)} |\n")
    return "".join(rows)


def _aims_table(measured: dict[str, Any]) -> str:
    """What was aimed at and what came of it; of lines, those with gzip."""
    lines = {line["line"]: line for line in measured["lines"] if line["gzip"]}
    fast = {name: line["ratios_to_stock"]["fast"] for name, line in lines.items()}
    visits = next(iter(lines.values()))["visits"]
    page = measured["page"]
    rows = [
        (f"first answer, {name}, as a share of stock's", at_most, fast[name]["first"]["answer_ms"]["median"])
        for name, at_most in zip(lines, FIRST_AIMS, strict=True)
    ]
    rows += [
        (
            f"second visit, {name}, as a share of stock's first",
            0.2,
            fast[name]["second"]["answer_ms"]["median"],
        )
        for name in lines
    ]
    ours, theirs = (visits[name]["first"] for name in ("fast", "stock"))
    rows += [
        (
            f"bytes of a first visit, {which}, as a share of stock's",
            0.8,
            ours[of]["median"] / theirs[of]["median"],
        )
        for which, of in (("until the first answer", "bytes"), ("all of them", "all_bytes"))
    ]
    rows += [
        (
            "longest task of the main thread, ms of processor time",
            50,
            page["longest_task"]["processor_ms"]["median"],
        ),
        ("first stroke drawn, ms", 300, page["drawable_ms"]["median"]),
        ("NumPy's pass, times plain JavaScript's", 2, measured["forward"]["numpy_to_javascript"]["median"]),
        ("pen-up to answer, median, ms", 10, page["pen_up_to_answer_ms"]["median"]),
        ("pen-up to answer, 95%, ms", 30, page["pen_up_to_answer_ms"]["p95"]),
    ]
    return "| | aim: at most | measured | |\n| --- | --- | --- | --- |\n" + "".join(
        f"| {what} | {at_most:g} | {found:.{2 if at_most <= 2 else 1}f} "
        f"| {'met' if found <= at_most else '**not met**'} |\n"
        for what, at_most, found in rows
    )


def _passes_table(forward: dict[str, Any]) -> str:
    javascript = forward["javascript_ms"]["median"]
    rows = ["| | milliseconds | times plain JavaScript |\n| --- | --- | --- |\n"]
    for name, title in PASSES.items():
        if name in forward:
            times = (
                _spread(forward["numpy_to_javascript"], 1)
                if name == "numpy_ms"
                else f"{forward[name]['median'] / javascript:.1f}"
            )
            rows.append(f"| {title} | {_spread(forward[name], 3)} | {times} |\n")
    return "".join(rows)


def _page_table(page: dict[str, Any]) -> str:
    answers, task = page["pen_up_to_answer_ms"], page["longest_task"]
    return (
        "| | milliseconds |\n| --- | --- |\n"
        f"| from navigation to the first text painted | {_spread(page['painted_ms'], 0)} |\n"
        f"| to the first stroke that a pen could draw | {_spread(page['drawable_ms'], 0)} |\n"
        f"| of which the main thread had the processor | {_spread(page['drawable_processor_ms'], 0)} |\n"
        f"| the main thread's longest task until it answers, processor time | {_spread(task['processor_ms'], 0)} |\n"
        f"| the same by the clock | {_spread(task['clock_ms'], 0)} |\n"
        f"| pen-up to answer, {answers['n']} times | {_spread(answers, 1)}, 95% within {answers['p95']:.1f} |\n"
    )
