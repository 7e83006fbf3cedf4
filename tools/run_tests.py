"""Run all tests in five parts, say which part runs, and add up what they found.

Run: python tools/run_tests.py [--fast]. With --fast it leaves out what is slow or needs a browser or Pyodide.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from lecun1989_site.runtime.node_runner import find_node  # noqa: E402

WORKERS = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]


@dataclass(frozen=True)
class Part:
    """Some of the tests: a title, and the arguments of pytest; None for those in JavaScript."""

    title: str
    arguments: list[str] | None


IN_BROWSERS = ("tests/parity", "tests/browser", "tests/engines")
PYTHON = [*(f"--ignore={folder}" for folder in IN_BROWSERS), "tests"]
FAST = (
    Part("Python, without what is slow", [*PYTHON, "-m", "not slow"]),
    Part("JavaScript", None),
)
ALL = (
    Part("Python: the library, the lab, the builder, the documents, the wheel", PYTHON),
    Part("JavaScript: the page's modules", None),
    Part("Parity: the same numbers in Pyodide", ["tests/parity"]),
    Part("Browser: all of the page, in Chromium", ["tests/browser"]),
    Part("Engines: a visit in Chromium, Firefox and WebKit", ["tests/engines", "--dist", "loadscope"]),
)


def main() -> None:
    """Run the parts; exit with 1 if a test failed."""
    parser = argparse.ArgumentParser(description="Run the tests.")
    parser.add_argument("--fast", action="store_true", help="leave out what is slow or needs a browser")
    parts = FAST if parser.parse_args().fast else ALL
    start = time.monotonic()
    counts: Counter[str] = Counter()
    for number, part in enumerate(parts, 1):
        print(f"\n== {number} of {len(parts)}. {part.title}", flush=True)
        counts += _run(part)
    skipped = f", {counts['skipped']} skipped" if counts["skipped"] else ""
    failed = f"{counts['failed']} failed, " if counts["failed"] else ""
    print(f"\n{failed}{counts['passed']} passed{skipped} in {time.monotonic() - start:.0f}s")
    sys.exit(counts["failed"] > 0)


def _run(part: Part) -> Counter[str]:
    """Run a part and count its tests by how they ended; a part that broke off counts as a failure."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        if part.arguments is None:
            command = [str(_node()), "--test", *_reporters(report), *_javascript_tests()]
        else:
            command = [sys.executable, "-m", "pytest", *WORKERS, f"--junit-xml={report}", *part.arguments]
        done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONUNBUFFERED": "1"}, check=False)
        counts = _count(report) if report.exists() else Counter()
    if done.returncode and not counts["failed"]:
        counts["failed"] = 1
    return counts


def _node() -> Path:
    node = find_node()
    if node is None:
        sys.exit("No Node.js: `make tools` installs what the tests need.")
    return node


def _reporters(report: Path) -> list[str]:
    return [
        "--test-reporter=dot",
        "--test-reporter-destination=stdout",
        "--test-reporter=junit",
        f"--test-reporter-destination={report}",
    ]


def _javascript_tests() -> list[str]:
    return [str(path) for path in sorted((ROOT / "site_template" / "app" / "test").glob("*.test.js"))]


def _count(report: Path) -> Counter[str]:
    """Count the test cases of a JUnit report."""
    counts: Counter[str] = Counter()
    for case in ElementTree.parse(report).iter("testcase"):
        failed = case.find("failure") is not None or case.find("error") is not None
        skipped = case.find("skipped") is not None
        counts["failed" if failed else "skipped" if skipped else "passed"] += 1
    return counts


if __name__ == "__main__":
    main()
