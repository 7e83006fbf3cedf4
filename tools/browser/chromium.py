"""Finds Chromium: LECUN1989_CHROMIUM, then Playwright's own, then the system's.

`python tools/browser/chromium.py` prints the path, or fails when there is none (`make test` then installs one).
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

VARIABLE = "LECUN1989_CHROMIUM"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-gpu", "--disable-background-networking"]


def find_chromium(playwright: Playwright) -> str | None:
    """Return the path of a Chromium; None if there is none."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return chosen
    own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    return next(filter(None, map(shutil.which, SYSTEM_NAMES)), None)


def launch_arguments() -> list[str]:
    """Return Chromium's arguments. Its sandbox does not start for root, for example in containers."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*ARGUMENTS, "--no-sandbox"] if as_root else ARGUMENTS


if __name__ == "__main__":
    with sync_playwright() as started:
        path = find_chromium(started)
    if path is None:
        sys.exit(f"No Chromium: run `playwright install chromium`, or set {VARIABLE} to one.")
    print(path)
