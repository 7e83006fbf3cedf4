"""A picture of Python's memory in which NumPy and `lecun1989` are imported and the page's first network is read.

Pyodide makes it under Node.js from the very files that are published, and it is published only if Python restored
from it, with an empty disk, answers to the letter what a Python started afresh answers (in_pyodide/exercise.py).

    snapshot-HASH/memory.bin      the picture, gzipped: see site_template/app/engine/snapshot.js
    snapshot-HASH/extension-N.wasm  NumPy's extension modules, in the order in which they are linked
"""

import gzip
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecun1989.errors import InputError
from lecun1989_site.runtime.archive import read_zip, write_zip
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.node_runner import run_script
from lecun1989_site.runtime.trim import Trace, place_in_wheel, unpack

MEMORY = "memory.bin"


@dataclass(frozen=True)
class Snapshot:
    """What is published of a snapshot.

    Attributes:
        files: name -> bytes.
        extensions: place of each extension module in Python's file system -> name of its file, in order.
        memory: bytes of the whole memory.
    """

    files: dict[str, bytes]
    extensions: dict[str, str]
    memory: int


def make_snapshot(
    core: Path,
    restorer: Path,
    stdlib: bytes,
    wheels: dict[str, bytes],
    network: tuple[str, bytes],
    found: Trace,
) -> Snapshot:
    """Make a snapshot and prove that it works.

    Args:
        core: folder of Pyodide's core.
        restorer: snapshot.js, with which the page restores it.
        stdlib: the standard library's zip, as published.
        wheels: the wheels, as published.
        network: name and JSON text of the first network.
        found: what is loaded.

    Raises:
        InputError: something needed is missing in the published files, or a restored Python answers otherwise.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / STDLIB).write_bytes(stdlib)
        (folder / "empty.zip").write_bytes(write_zip({}))
        (folder / "restorer.mjs").write_bytes(restorer.read_bytes())  # Node knows a module by its name
        (folder / "network.json").write_bytes(network[1])
        contents: dict[str, bytes] = {}
        for wheel in wheels.values():
            unpack(wheel, folder / "packages")
            contents |= read_zip(wheel)
        extensions = {place: f"extension-{number}.wasm" for number, place in enumerate(found.extensions)}
        files = {file: contents[place_in_wheel(place)] for place, file in extensions.items()}
        for file, data in files.items():
            (folder / file).write_bytes(data)
        job = {
            "core": str(core),
            "restorer": str(folder / "restorer.mjs"),
            "stdlib": str(folder / STDLIB),
            "empty": str(folder / "empty.zip"),
            "packages": str(folder / "packages"),
            "extensions": [{"path": place, "file": str(folder / file)} for place, file in extensions.items()],
            "imports": list(found.now),
            "network": network[0],
            "weights": str(folder / "network.json"),
            "out": str(folder / MEMORY),
        }
        run_script("snapshot.mjs", {**job, "answers": str(folder / "fresh.json")})
        run_script("restore.mjs", {**job, "answers": str(folder / "restored.json")})
        if (folder / "fresh.json").read_bytes() != (folder / "restored.json").read_bytes():
            raise InputError("Python restored from the snapshot answers otherwise than one started afresh")
        picture = (folder / MEMORY).read_bytes()
    files[MEMORY] = gzip.compress(picture, mtime=0)
    return Snapshot(files, extensions, _read_head(picture)["memory"])


def _read_head(picture: bytes) -> dict[str, Any]:
    length = int.from_bytes(picture[:4], "little")
    head: dict[str, Any] = json.loads(picture[4 : 4 + length])
    return head
