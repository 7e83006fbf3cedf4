"""What Python needs in the page, made ready: trimmed, compiled, and pictured as it lies in memory when all is loaded.

    sources -> trace (what is loaded) -> trim -> bytecode -> snapshot, tested against a fresh start

It takes half a minute, so the result is kept, under a hash of all that it was made from.
"""

import contextlib
import json
import os
import shutil
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lecun1989_site.digest import combine, files_in, sha256, sha256_of_file
from lecun1989_site.runtime.bytecode import STDLIB, compile_archives
from lecun1989_site.runtime.snapshot import Snapshot, make_snapshot
from lecun1989_site.runtime.trim import trace, trim_numpy, trim_package, trim_stdlib

HASHES = "hashes.json"
KEPT = "prepared-"  # how the folders of kept results begin
MOST = 3  # of them, 10 MB each


@dataclass(frozen=True)
class Parts:
    """What the page's Python is made from.

    Attributes:
        runtime: verified files of `fetch_runtime`, all in one folder.
        package: file name and bytes of the wheel of `lecun1989`, as sources.
        network: name and JSON text of the network that the page reads with first.
        restorer: snapshot.js of the page.
    """

    runtime: dict[str, Path]
    package: tuple[str, bytes]
    network: tuple[str, bytes]
    restorer: Path

    def hashes(self) -> dict[str, str]:
        """Return the hash of each by name."""
        return {
            **{name: sha256_of_file(path) for name, path in self.runtime.items()},
            f"package {self.package[0]}": sha256(self.package[1]),
            f"network {self.network[0]}": sha256(self.network[1]),
            "restorer": sha256_of_file(self.restorer),
        }


@dataclass(frozen=True)
class Prepared:
    """What the page gets.

    Attributes:
        stdlib: the standard library's zip.
        wheels: of NumPy and `lecun1989`: file name -> bytes.
        snapshot: of the memory.
    """

    stdlib: bytes
    wheels: dict[str, bytes]
    snapshot: Snapshot


Make = Callable[[Parts], Prepared]


def toolchain() -> dict[str, str]:
    """Return what else than its input decides the bytes that come out, by name."""
    here = Path(__file__).parent
    return {
        "python": sys.version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: sha256_of_file(path) for name, path in files_in(here).items() if name in MAKERS},
        **{
            name: sha256_of_file(path)
            for name, path in files_in(here).items()
            if name.startswith(("node/", "in_pyodide/"))
        },
    }


MAKERS = ("archive.py", "bytecode.py", "node_runner.py", "prepare.py", "snapshot.py", "trim.py", "wheel.py")


def make_runtime(parts: Parts) -> Prepared:
    """Make what the page gets.

    Raises:
        InputError: Node is missing, or the page's Python would not work.
    """
    runtime, core = parts.runtime, parts.runtime[STDLIB].parent
    numpy = next(path for name, path in runtime.items() if name.endswith(".whl"))
    found = trace(core, numpy.read_bytes(), parts.package, parts.network)
    sources = {
        STDLIB: trim_stdlib(runtime[STDLIB].read_bytes(), found),
        numpy.name: trim_numpy(numpy.read_bytes(), found),
        parts.package[0]: trim_package(parts.package[1], found),
    }
    wheels = compile_archives(core, sources)
    stdlib = wheels.pop(STDLIB)
    snapshot = make_snapshot(core, parts.restorer, stdlib, wheels, parts.network, found)
    return Prepared(stdlib, wheels, snapshot)


def prepare(parts: Parts, cache: Path, make: Make = make_runtime) -> Prepared:
    """Return what the page gets, from the cache if the very same was made before.

    Args:
        parts: what to make it from.
        cache: folder that keeps results.
        make: makes it.
    """
    kept = cache / f"{KEPT}{combine({**toolchain(), **parts.hashes()})[:16]}"
    found = _read_kept(kept)
    if found is None:
        found = make(parts)
        _keep(kept, found)
        _drop_old(cache)
    else:
        with contextlib.suppress(OSError):
            os.utime(kept)  # in use: not the next to go
    return found


def _drop_old(cache: Path) -> None:
    """Remove all but the results that were made or used last."""
    dated = []
    for folder in cache.glob(f"{KEPT}*"):
        with contextlib.suppress(OSError):  # another build has just removed it
            dated.append((folder.stat().st_mtime, folder))
    for _, folder in sorted(dated, reverse=True)[MOST:]:
        shutil.rmtree(folder, ignore_errors=True)


def _read_kept(folder: Path) -> Prepared | None:
    """Return a kept result, or None when there is none or it is damaged."""
    try:
        kept = json.loads((folder / HASHES).read_text("utf-8"))
        files = {name: (folder / name).read_bytes() for name in kept["files"]}
        if {name: sha256(data) for name, data in files.items()} != kept["files"]:
            return None
        stdlib = files.pop(STDLIB)
        wheels = {name: files.pop(name) for name in kept["wheels"]}
        return Prepared(stdlib, wheels, Snapshot(files, kept["extensions"], kept["memory"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(folder: Path, prepared: Prepared) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".prepared-"))
    try:
        files = {STDLIB: prepared.stdlib, **prepared.wheels, **prepared.snapshot.files}
        for name, data in files.items():
            (temporary / name).write_bytes(data)
        kept = {
            "files": {name: sha256(data) for name, data in files.items()},
            "wheels": list(prepared.wheels),
            "extensions": prepared.snapshot.extensions,
            "memory": prepared.snapshot.memory,
        }
        (temporary / HASHES).write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        temporary.replace(folder)
    except OSError:
        # Another build kept the same files first, or there is no room: a cache is no reason to stop.
        shutil.rmtree(temporary, ignore_errors=True)
