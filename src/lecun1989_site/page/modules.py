"""What the page's scripts import, so that the browser is told of all of them at once."""

import re
from pathlib import Path

IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["']\./([\w.-]+\.js)["']""", re.MULTILINE)


def imported_modules(folder: Path, start: str) -> list[str]:
    """Return the modules that one imports statically, by itself or through others, sorted.

    Args:
        folder: holds the modules.
        start: the file name of the first, which is not among those returned.
    """
    found: set[str] = set()
    waiting = [start]
    while waiting:
        names = set(IMPORT.findall((folder / waiting.pop()).read_text("utf-8"))) - found
        found |= names
        waiting += names
    return sorted(found - {start})
