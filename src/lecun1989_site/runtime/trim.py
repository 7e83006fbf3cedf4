"""Reduces the standard library, NumPy and `lecun1989` to the files that the page can load.

in_pyodide/trace.py finds them.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from lecun1989_site.runtime.archive import read_zip, write_wheel, write_zip
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.node_runner import run_script
from lecun1989_site.runtime.scratch import scratch_folder

ALWAYS = ("pyodide/", "_pyodide/")  # Pyodide's own modules are all kept: its JavaScript uses them by name

STAND_IN = b"""
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(f"{__name__}.{name} is missing; the build left this module out, because the page did not use it")
"""


@dataclass(frozen=True)
class Trace:
    """Loaded modules, in the order of loading: name -> path in Python's file system.

    Attributes:
        now: the modules that the page always loads.
        ever: all modules that it can load.
        idle: names of the extension modules in `ever` that are imported but not used.
    """

    now: dict[str, str]
    ever: dict[str, str]
    idle: list[str]

    @property
    def extensions(self) -> list[str]:
        """The paths of the extension modules that the page loads and uses, in the order of loading."""
        return [path for name, path in self.now.items() if path.endswith(".so") and name not in self.idle]


def trace(core: Path, numpy: bytes, package: tuple[str, bytes], network: tuple[str, bytes]) -> Trace:
    """Find the modules that the page loads.

    Args:
        core: the folder of Pyodide's core.
        numpy: NumPy's wheel.
        package: file name and bytes of the source wheel of `lecun1989`.
        network: name and JSON text of a network.
    """
    with scratch_folder() as folder:
        wheel = folder / package[0]
        wheel.write_bytes(package[1])
        packages = folder / "packages"
        unpack(numpy, packages)
        unpack(package[1], packages)
        (folder / "network.json").write_bytes(network[1])
        job = {
            "core": str(core),
            "stdlib": str(core / STDLIB),
            "wheel": str(wheel),
            "packages": str(packages),
            "network": network[0],
            "weights": str(folder / "network.json"),
            "out": str(folder / "trace.json"),
        }
        run_script("trace.mjs", job)
        found = json.loads((folder / "trace.json").read_text("utf-8"))
    return Trace(found["now"], found["ever"], found["idle"])


def unpack(archive: bytes, folder: Path) -> None:
    """Write a zip's files to a folder, without the .dist-info folder."""
    for name, data in read_zip(archive).items():
        if ".dist-info/" not in name:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def trim_stdlib(stdlib: bytes, found: Trace) -> bytes:
    """Return the standard library's zip with the files that can be loaded."""
    wanted = {path.partition(".zip/")[2] for path in found.ever.values()}
    return write_zip(
        {name: data for name, data in read_zip(stdlib).items() if name in wanted or name.startswith(ALWAYS)}
    )


def trim_numpy(wheel: bytes, found: Trace) -> bytes:
    """Return NumPy's wheel with the files that can be loaded, its metadata and its licences.

    An idle extension module is replaced by a module that can be imported, but raises an ImportError when it is used.
    """
    idle = {place_in_wheel(found.ever[name]): name for name in found.idle}
    wanted = {place_in_wheel(path) for path in found.ever.values()} - idle.keys()
    kept = {
        name: data
        for name, data in read_zip(wheel).items()
        if name in wanted or ".dist-info/" in name or name.rsplit("/", 1)[-1].startswith("LICENSE")
    }
    return write_wheel({**kept, **{f"{name.replace('.', '/')}.py": STAND_IN for name in idle.values()}})


def trim_package(wheel: bytes, found: Trace) -> bytes:
    """Return the wheel of `lecun1989` with the files that can be loaded and its metadata, so without its command."""
    wanted = {place_in_wheel(path) for path in found.ever.values()}
    return write_wheel(
        {name: data for name, data in read_zip(wheel).items() if name in wanted or ".dist-info/" in name}
    )


def place_in_wheel(path: str) -> str:
    """Return an installed file's path in its wheel."""
    return path.partition("/site-packages/")[2]
