"""What the page's scripts import, so that the browser is told of all of them at once."""

import posixpath
import re
from pathlib import Path

IMPORT = re.compile(r"""^(?:import|export)\b[^;"']*["'](\.\.?/[\w./-]+\.js)["']""", re.MULTILINE)


def imported_modules(folder: Path, start: str) -> list[str]:
    """Return the modules that one imports statically, by itself or through others.

    Args:
        folder: holds the modules.
        start: the path of the first below the folder.

    Returns:
        Their paths below the folder, sorted, without the first.
    """
    found = {start}
    waiting = [start]
    while waiting:
        module = waiting.pop()
        text = (folder / module).read_text("utf-8")
        names = {
            posixpath.normpath(posixpath.join(posixpath.dirname(module), name))
            for name in IMPORT.findall(text)
        }
        waiting += names - found
        found |= names
    return sorted(found - {start})
