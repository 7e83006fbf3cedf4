"""What of the standard library and of NumPy the page gets: the files that its Python was seen to load.

See inside/trace.py for how it is found.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lecun1989_site.archive import read_zip, write_wheel, write_zip
from lecun1989_site.bytecode import STDLIB
from lecun1989_site.node_runner import run_script

ALWAYS = (
    "pyodide/",
    "_pyodide/",
)  # Pyodide's own part of it is kept whole: its JavaScript reaches for it by name


@dataclass(frozen=True)
class Trace:
    """Loaded modules, in the order of loading: name -> path in Python's file system.

    Attributes:
        now: those that the page loads in any case.
        ever: those that it can ever load.
    """

    now: dict[str, str]
    ever: dict[str, str]


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
    return Trace(found["now"], found["ever"])


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
    """Return NumPy's wheel with what is loaded, its description and its licences."""
    wanted = {path.partition("/site-packages/")[2] for path in found.ever.values()}
    return write_wheel(
        {
            name: data
            for name, data in read_zip(wheel).items()
            if name in wanted or ".dist-info/" in name or name.rsplit("/", 1)[-1].startswith("LICENSE")
        }
    )
