"""How well the page reads people's digits: recorded strokes, drawn on its pad with a mouse and read here as well.

Run: python benchmarks/pad.py STROKES [--every N] [--out FILE]. `lecun1989 strokes` draws with its own pen; here the
browser draws, and the page reads. Both results should agree to within one percentage point.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from rich.progress import track

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for tools/, which finds Chromium and the pad

from benchmarks.built_page import built_page  # noqa: E402
from lecun1989.files import write_text  # noqa: E402
from lecun1989.published import load  # noqa: E402
from lecun1989_lab.datasets.pen_strokes import PenDigit, load_strokes  # noqa: E402
from lecun1989_lab.evaluation.drawn_digits import CENTRED, WAYS, Way  # noqa: E402
from tools.browser.visitor import place  # noqa: E402

NETWORK = "reader"
DRAWN = (CENTRED, "half size, off-centre", "pen of 10", "pen of 36")

# A promise of the answer on the page after the last pen-up. An older answer that is still pending is never shown.
PROBE = """
window.probe = { answer: null };
let resolve = null;
addEventListener("pointerup", () => { probe.answer = new Promise((done) => { resolve = done; }); }, true);
new MutationObserver(() => {
    if (!resolve) return;
    const digit = /\\d/.exec(document.querySelector("output").innerText); // the answer, or the guess beside its "?"
    resolve(digit ? Number(digit[0]) : null);
    resolve = null;
}).observe(document, { attributes: true, subtree: true, attributeFilter: ["data-answers"] });
"""


def draw_and_read(page: Page, digit: PenDigit, way: Way, number: int) -> int | None:
    """Draw a digit with the mouse and return what the page reads."""
    page.get_by_test_id("clear").click()
    for path in way.paths(digit, number):
        points = [place(page, *point) for point in path.tolist()]
        page.mouse.move(*points[0])
        page.mouse.down()
        for point in points[1:]:
            page.mouse.move(*point)
        page.mouse.up()
    answer: int | None = page.evaluate("probe.answer")
    return answer


def measure_way(page: Page, digits: Sequence[PenDigit], name: str) -> dict[str, Any]:
    """Read digits on the page and here, and count the answers."""
    network, way = load(NETWORK), WAYS[name]
    page.get_by_test_id("pen").fill(f"{way.pen:g}")
    right, ours, same = 0, 0, 0
    for number, digit in track(list(enumerate(digits)), name, transient=True):
        read = draw_and_read(page, digit, way, number)
        here = network.read_ink(way.draw(digit, number)).digit
        right += read == digit.label
        ours += here == digit.label
        same += read == here
    shares = {"page": right, "here": ours, "agree": same}
    return {"digits": len(digits), **{f"{key}_percent": 100 * n / len(digits) for key, n in shares.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well the page reads recorded strokes.")
    parser.add_argument("strokes", type=Path, help="a file of strokes, .jsonl or .jsonl.gz")
    parser.add_argument("--every", type=int, default=1, help="take only every N-th digit (default: 1)")
    parser.add_argument("--out", type=Path, help="a JSON file for the results")
    options = parser.parse_args()
    digits = load_strokes(options.strokes)[:: options.every]
    with built_page(PROBE) as page:
        measured = {name: measure_way(page, digits, name) for name in DRAWN}
    for name, found in measured.items():
        print(
            f"{name:22} {found['digits']:5} digits: {found['page_percent']:.1f}% read correctly by the page, "
            f"{found['here_percent']:.1f}% here, {found['agree_percent']:.1f}% alike"
        )
    if options.out:
        content = {"weights": NETWORK, "strokes": options.strokes.name, "ways": measured}
        write_text(options.out, json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
