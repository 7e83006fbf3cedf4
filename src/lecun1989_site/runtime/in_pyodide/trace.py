"""Runs inside Pyodide: finds the files of the standard library and of NumPy that the page's Python can need.

They are those that have been loaded after

- starting Python and importing `lecun1989.messages`, with what it imports;
- looking up every dotted name in the modules of `lecun1989` among them, so that `np.random.default_rng` in a function
  that is never called here loads NumPy's random numbers all the same;
- importing what any loaded module of `lecun1989`, NumPy or Pyodide imports anywhere, in a function too;
- the page's calls, a refused one among them;
- installing a package, as the page does without a snapshot.

An extension module that others import, but that nobody asks for anything in all that, is idle: see watch.py. NumPy's
linear algebra is. Nothing is listed by hand: a function added to `lecun1989` is traced without any change here.
"""

import ast
import contextlib
import importlib
import importlib.util
import json
import sys
import traceback
from types import ModuleType

from watch import asked  # type: ignore[import-not-found]  # it lies beside this in Pyodide

SEARCHED = ("lecun1989", "numpy", "pyodide", "_pyodide")


def loaded_modules(packages: tuple[str, ...]) -> list[ModuleType]:
    """Return the loaded modules of some packages."""
    return [
        module
        for name, module in sorted(sys.modules.items())
        if name.split(".")[0] in packages and getattr(module, "__spec__", None)
    ]


def source_of(module: ModuleType) -> str | None:
    """Return a module's source text; None for one that has none."""
    loader = getattr(module.__spec__, "loader", None)
    try:
        return loader.get_source(module.__name__) if loader else None
    except (ImportError, AttributeError):
        return None


def look_up_names(module: ModuleType) -> None:
    """Look up every dotted name of a module's source, as running all of its functions would."""
    for node in ast.walk(ast.parse(source_of(module) or "")):
        names = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if names and isinstance(node, ast.Name):
            value = getattr(module, node.id, None)
            with contextlib.suppress(Exception):  # a local name hides the module's
                for name in reversed(names):
                    value = getattr(value, name)


def import_what_it_may(module: ModuleType) -> None:
    """Import what a module imports anywhere, as far as it is there."""
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
    """Return every loaded module of a library, in the order of loading: name -> path in Python's file system."""
    specs = {name: getattr(module, "__spec__", None) for name, module in sys.modules.items()}
    return {
        name: spec.origin
        for name, spec in specs.items()
        if spec and spec.origin and spec.origin.startswith("/lib/")
    }


def trace_now() -> str:
    """Load what the page loads in any case, after `exercise` has been called.

    Returns:
        JSON of what is loaded, as of `loaded`.
    """
    with contextlib.suppress(ZeroDivisionError):
        raise ZeroDivisionError
    traceback.format_exc()  # loads what prints errors
    return json.dumps(loaded())


def trace_ever() -> str:
    """Load all that can be needed, after a package has been installed.

    Returns:
        JSON of {ever, idle}: what can ever be loaded, as of `loaded`, and the names of the extension modules among them
        that nobody asks anything of.
    """
    importlib.invalidate_caches()  # it imports a module, and Pyodide calls it when it has installed a package
    for module in loaded_modules(("lecun1989",)):
        look_up_names(module)
    for module in loaded_modules(SEARCHED):
        import_what_it_may(module)
    ever = loaded()
    idle = [name for name, path in ever.items() if path.endswith(".so") and name not in asked]
    return json.dumps({"ever": ever, "idle": idle})
