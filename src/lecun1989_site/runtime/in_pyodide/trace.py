"""Runs in Pyodide: finds the modules of the standard library, NumPy and `lecun1989` that the page can load.

These are the modules that are loaded after

- starting Python and importing `lecun1989.messages`;
- making the page's calls, one of them with invalid input;
- installing a package, as the page does without a snapshot;
- looking up every dotted name in the loaded modules of `lecun1989`. So `np.random.default_rng` in a function loads
  NumPy's random numbers, even if the function is not called here;
- importing the standard library's modules that loaded modules of `lecun1989`, NumPy or Pyodide import in functions.

An extension module that is imported but not used in all this is idle; see watch.py. NumPy's linear algebra is idle.
No module is listed by hand, so a new function in `lecun1989` needs no change here.
"""

import ast
import contextlib
import importlib
import importlib.util
import json
import sys
import traceback
from types import ModuleType

from watch import asked  # type: ignore[import-not-found]  # in Pyodide it is in the same folder

SEARCHED = ("lecun1989", "numpy", "pyodide", "_pyodide")


def loaded_modules(packages: tuple[str, ...]) -> list[ModuleType]:
    """Return the loaded modules of these packages."""
    return [
        module
        for name, module in sorted(sys.modules.items())
        if name.split(".")[0] in packages and getattr(module, "__spec__", None)
    ]


def source_of(module: ModuleType) -> str | None:
    """Return a module's source text; None if it has none."""
    loader = getattr(module.__spec__, "loader", None)
    try:
        return loader.get_source(module.__name__) if loader else None
    except (ImportError, AttributeError):
        return None


def look_up_names(module: ModuleType) -> None:
    """Look up every dotted name in a module's source, as if all its functions were called."""
    for node in ast.walk(ast.parse(source_of(module) or "")):
        names = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if names and isinstance(node, ast.Name):
            value = getattr(module, node.id, None)
            with contextlib.suppress(Exception):  # the name may be a local one
                for name in reversed(names):
                    value = getattr(value, name)


def import_what_it_may(module: ModuleType) -> None:
    """Import the standard library's modules that a module imports anywhere."""
    for node in ast.walk(ast.parse(source_of(module) or "")):
        wanted = []
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            wanted = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        for name in wanted:
            if name.split(".")[0] in sys.stdlib_module_names:
                with contextlib.suppress(Exception):
                    importlib.import_module(name)


def loaded() -> dict[str, str]:
    """Return every loaded module with a file, in the order of loading: name -> path in Python's file system."""
    specs = {name: getattr(module, "__spec__", None) for name, module in sys.modules.items()}
    return {
        name: spec.origin
        for name, spec in specs.items()
        if spec and spec.origin and spec.origin.startswith("/lib/")
    }


def trace_now() -> str:
    """Load everything that the page always loads; call it after `exercise`.

    Returns:
        The loaded modules as JSON; see `loaded`.
    """
    with contextlib.suppress(ZeroDivisionError):
        raise ZeroDivisionError
    traceback.format_exc()  # loads the modules that print errors
    return json.dumps(loaded())


def trace_ever() -> str:
    """Load everything that can be needed; call it after a package has been installed.

    Returns:
        JSON of {ever, idle}: all modules that can be loaded, see `loaded`, and the names of the idle extension modules.
    """
    importlib.invalidate_caches()  # Pyodide calls it after installing a package; it imports a module
    for module in loaded_modules(("lecun1989",)):
        look_up_names(module)
    for module in loaded_modules(SEARCHED):
        import_what_it_may(module)
    ever = loaded()
    idle = [name for name, path in ever.items() if path.endswith(".so") and name not in asked]
    return json.dumps({"ever": ever, "idle": idle})
