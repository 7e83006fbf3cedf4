"""Makes the page's Python runtime: trimmed, compiled, and as a snapshot of the memory after everything is loaded.

    sources -> trace (which files are loaded) -> trim -> bytecode -> snapshot, compared with a fresh start

This takes half a minute, so the result is cached under the hash of its inputs.
"""

import contextlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lecun1989_site.digest import combine, files_in, sha256, sha256_of_file
from lecun1989_site.runtime.bytecode import STDLIB, compile_archives
from lecun1989_site.runtime.scratch import HIDDEN
from lecun1989_site.runtime.snapshot import Snapshot, make_snapshot
from lecun1989_site.runtime.trim import trace, trim_numpy, trim_package, trim_stdlib

HASHES = "hashes.json"
KEPT = "prepared-"  # prefix of the folders of cached results
MOST = 3  # cached results; each has 10 MB
# The modules in this folder that determine a result's bytes.
MAKERS = ("archive.py", "bytecode.py", "node_runner.py", "prepare.py", "snapshot.py", "trim.py", "wheel.py")


@dataclass(frozen=True)
class Parts:
    """The inputs of the page's Python runtime.

    Attributes:
        runtime: verified files of `fetch_runtime`, all in one folder.
        package: file name and bytes of the source wheel of `lecun1989`.
        network: name and JSON text of the network that reads first.
        restorer: the page's snapshot.js.
    """

    runtime: dict[str, Path]
    package: tuple[str, bytes]
    network: tuple[str, bytes]
    restorer: Path

    def hashes(self) -> dict[str, str]:
        """Return the hash of each input by name."""
        return {
            **{name: sha256_of_file(path) for name, path in self.runtime.items()},
            f"package {self.package[0]}": sha256(self.package[1]),
            f"network {self.network[0]}": sha256(self.network[1]),
            "restorer": sha256_of_file(self.restorer),
        }


@dataclass(frozen=True)
class Prepared:
    """The page's Python runtime.

    Attributes:
        stdlib: the standard library's zip.
        wheels: NumPy and `lecun1989`: file name -> bytes.
        snapshot: the memory snapshot.
    """

    stdlib: bytes
    wheels: dict[str, bytes]
    snapshot: Snapshot


Make = Callable[[Parts], Prepared]


def toolchain() -> dict[str, str]:
    """Return the hashes of the modules and scripts that determine a result's bytes, by name."""
    return {
        name: sha256_of_file(path)
        for name, path in files_in(Path(__file__).parent).items()
        if name in MAKERS or name.startswith(("node/", "in_pyodide/"))
    }


def make_runtime(parts: Parts) -> Prepared:
    """Make the page's Python runtime.

    Raises:
        InputError: Node is missing, or the runtime would not work.
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
    """Return the page's Python runtime, from the cache if it has been made before.

    Args:
        parts: the inputs.
        cache: the folder that keeps results.
        make: makes the runtime.
    """
    # Any Python makes the same result, but another zlib may compress it to other bytes.
    inputs = {**toolchain(), **parts.hashes(), "zlib": zlib.ZLIB_RUNTIME_VERSION}
    kept = cache / f"{KEPT}{combine(inputs)[:16]}"
    found = _read_kept(kept)
    if found is None:
        found = make(parts)
        _keep(kept, found)
        _drop_old(cache)
    else:
        with contextlib.suppress(OSError):
            os.utime(kept)  # the oldest results are removed first
    return found


def _drop_old(cache: Path) -> None:
    """Remove all results except the MOST that were made or used last."""
    dated = []
    for folder in cache.glob(f"{KEPT}*"):
        with contextlib.suppress(OSError):  # another build may have removed it
            dated.append((folder.stat().st_mtime, folder))
    for _, folder in sorted(dated, reverse=True)[MOST:]:
        shutil.rmtree(folder, ignore_errors=True)


def _read_kept(folder: Path) -> Prepared | None:
    """Return a cached result; None if there is none or it is damaged, in its list too."""
    try:
        kept = json.loads((folder / HASHES).read_text("utf-8"))
        if kept.pop("list") != _hash_list(kept) or any(Path(name).name != name for name in kept["files"]):
            return None
        files = {name: (folder / name).read_bytes() for name in kept["files"]}
        if {name: sha256(data) for name, data in files.items()} != kept["files"]:
            return None
        stdlib = files.pop(STDLIB)
        wheels = {name: files.pop(name) for name in kept["wheels"]}
        return Prepared(stdlib, wheels, Snapshot(files, kept["extensions"], kept["memory"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _hash_list(kept: dict[str, Any]) -> str:
    """Return the hash of everything else in the list of a cached result."""
    return sha256(json.dumps(kept, sort_keys=True).encode())


def _keep(folder: Path, prepared: Prepared) -> None:
    """Keep a result, if that is possible. The build can go on without a cache."""
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=HIDDEN))
        _write(temporary, prepared)
        if _read_kept(temporary) == prepared:  # a full disk may have cut a file short
            shutil.rmtree(folder, ignore_errors=True)  # it is damaged
            temporary.replace(folder)
    except OSError:
        pass  # another build has kept the same files, or there is no space
    finally:
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)


def _write(folder: Path, prepared: Prepared) -> None:
    files = {STDLIB: prepared.stdlib, **prepared.wheels, **prepared.snapshot.files}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    kept = {
        "files": {name: sha256(data) for name, data in files.items()},
        "wheels": list(prepared.wheels),
        "extensions": prepared.snapshot.extensions,
        "memory": prepared.snapshot.memory,
    }
    text = json.dumps({**kept, "list": _hash_list(kept)}, indent=1)
    (folder / HASHES).write_text(text + "\n", "utf-8")
