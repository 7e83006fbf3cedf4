"""What the page gets of the standard library, of NumPy and of `lecun1989`: the files that its Python was seen to load.

See in_pyodide/trace.py for how it is found.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lecun1989_site.runtime.archive import read_zip, write_wheel, write_zip
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.node_runner import run_script

ALWAYS = (
    "pyodide/",
    "_pyodide/",
)  # Pyodide's own part of it is kept whole: its JavaScript reaches for it by name

STAND_IN = b"""
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise ImportError(f"{__name__}.{name} is not there: nothing that the page did at build needed this module")
"""


@dataclass(frozen=True)
class Trace:
    """Loaded modules, in the order of loading: name -> path in Python's file system.

    Attributes:
        now: those that the page loads in any case.
        ever: those that it can ever load.
        idle: names of the extension modules among them that nobody asks anything of.
    """

    now: dict[str, str]
    ever: dict[str, str]
    idle: list[str]

    @property
    def extensions(self) -> list[str]:
        """Paths of the extension modules that the page loads and uses, in the order of loading."""
        return [path for name, path in self.now.items() if path.endswith(".so") and name not in self.idle]


def trace(core: Path, numpy: bytes, package: tuple[str, bytes], network: tuple[str, bytes]) -> Trace:
    """Find out what is loaded.

    Args:
        core: folder of Pyodide's core.
        numpy: NumPy's wheel.
        package: file name and bytes of the wheel of `lecun1989`, as sources.
        network: name and JSON text of a network.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
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
    """Write a zip's files below a folder, as an installed package lies: without its description."""
    for name, data in read_zip(archive).items():
        if ".dist-info/" not in name:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


def trim_stdlib(stdlib: bytes, found: Trace) -> bytes:
    """Return the standard library's zip with what is loaded."""
    wanted = {path.partition(".zip/")[2] for path in found.ever.values()}
    return write_zip(
        {name: data for name, data in read_zip(stdlib).items() if name in wanted or name.startswith(ALWAYS)}
    )


def trim_numpy(wheel: bytes, found: Trace) -> bytes:
    """Return NumPy's wheel with what is loaded, its description and its licences.

    An idle extension module gives its place to one that can be imported and, asked for anything, fails with its name.
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
    """Return the wheel of `lecun1989` with what is loaded, and its description: not the command line, for example."""
    wanted = {place_in_wheel(path) for path in found.ever.values()}
    return write_wheel(
        {name: data for name, data in read_zip(wheel).items() if name in wanted or ".dist-info/" in name}
    )


def place_in_wheel(path: str) -> str:
    """Return where in a wheel an installed file comes from."""
    return path.partition("/site-packages/")[2]
