"""A snapshot of Python's memory after NumPy, `lecun1989` and the page's first network are loaded.

Pyodide makes it under Node.js from the published files. It is published only if a Python restored from it, with an
empty disk, gives exactly the same answers as a freshly started one (in_pyodide/exercise.py).

    snapshot-HASH/memory.bin        the snapshot, gzipped; see site_template/app/engine/snapshot.js
    snapshot-HASH/extension-N.wasm  NumPy's extension modules, in the order of linking
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecun1989.errors import InputError
from lecun1989_site.runtime.archive import read_zip, write_gzip, write_zip
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.node_runner import run_script
from lecun1989_site.runtime.scratch import scratch_folder
from lecun1989_site.runtime.trim import Trace, place_in_wheel, unpack

MEMORY = "memory.bin"


@dataclass(frozen=True)
class Snapshot:
    """The published parts of a snapshot.

    Attributes:
        files: name -> bytes.
        extensions: each extension module's path in Python's file system -> its file's name, in the order of linking.
        memory: size of the whole memory in bytes.
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
    """Make a snapshot and check that it works.

    Args:
        core: the folder of Pyodide's core.
        restorer: snapshot.js, which restores it in the page.
        stdlib: the published zip of the standard library.
        wheels: the published wheels.
        network: name and JSON text of the first network.
        found: the modules that are loaded.

    Raises:
        InputError: the published files are incomplete, or a restored Python gives other answers.
    """
    with scratch_folder() as folder:
        (folder / STDLIB).write_bytes(stdlib)
        (folder / "empty.zip").write_bytes(write_zip({}))
        (folder / "restorer.mjs").write_bytes(
            restorer.read_bytes()
        )  # Node recognises a module by its file name
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
            raise InputError(
                "Python restored from the snapshot gives other answers than a freshly started one; build again"
            )
        snapshot = (folder / MEMORY).read_bytes()
    files[MEMORY] = write_gzip(snapshot)
    return Snapshot(files, extensions, _read_head(snapshot)["memory"])


def _read_head(snapshot: bytes) -> dict[str, Any]:
    length = int.from_bytes(snapshot[:4], "little")
    head: dict[str, Any] = json.loads(snapshot[4 : 4 + length])
    return head
