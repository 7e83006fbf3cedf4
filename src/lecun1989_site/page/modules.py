"""The modules that the page's scripts import, so that the browser can fetch all of them at once."""

import posixpath
import re
from pathlib import Path

from lecun1989.files import read_text

IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.\.?/[\w./-]+\.js)["']""", re.MULTILINE)


def imported_modules(folder: Path, start: str) -> list[str]:
    """Return the modules that a module imports statically, directly or through others.

    Args:
        folder: the modules' folder.
        start: the first module's path in the folder.

    Returns:
        The other modules' paths in the folder, sorted.
    """
    found = {start}
    waiting = [start]
    while waiting:
        module = waiting.pop()
        text = read_text(folder / module)
        names = {
            posixpath.normpath(posixpath.join(posixpath.dirname(module), name))
            for name in IMPORT.findall(text)
        }
        waiting += names - found
        found |= names
    return sorted(found - {start})
