"""Runtime files made ready for the page: bytecode where it can be made, NumPy pruned, everything deflated.

It takes half a minute, so the result is kept, under a hash of all that it was made from.
"""

import json
import shutil
import sys
import tempfile
import zlib
from pathlib import Path

from lecun1989_site.bytecode import compile_archive, compiler_version
from lecun1989_site.digest import combine, sha256, sha256_of_file
from lecun1989_site.wheel import prune_numpy

STDLIB = "python_stdlib.zip"
HASHES = "hashes.json"


def toolchain(python: str) -> dict[str, str]:
    """Return what else than its input decides the bytes that come out, by name.

    Args:
        python: Pyodide's Python version.
    """
    here = Path(__file__).parent
    makers = ("archive.py", "bytecode.py", "prepare.py", "wheel.py")
    return {
        "python": sys.version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "bytecode": compiler_version(python) or "none",
        **{name: sha256_of_file(here / name) for name in makers},
    }


def prepare(runtime: dict[str, Path], python: str, cache: Path) -> dict[str, bytes]:
    """Return the standard library and the NumPy wheel as the page gets them: file name -> bytes.

    Args:
        runtime: verified files of `fetch_runtime`.
        python: Pyodide's Python version.
        cache: folder that keeps results.
    """
    sources = {name: path for name, path in runtime.items() if name == STDLIB or name.endswith(".whl")}
    inputs = {name: sha256_of_file(path) for name, path in sources.items()}
    kept = cache / f"prepared-{combine({**toolchain(python), **inputs})[:16]}"
    found = _read_kept(kept)
    if found is None:
        found = _prepare(sources, python)
        _keep(kept, found)
    return found


def _prepare(sources: dict[str, Path], python: str) -> dict[str, bytes]:
    prepared = {}
    for name, path in sources.items():
        data = path.read_bytes()
        if name.endswith(".whl"):
            data = prune_numpy(data)
        if compiler_version(python):
            name, data = compile_archive(name, data)
        prepared[name] = data
    return prepared


def _read_kept(folder: Path) -> dict[str, bytes] | None:
    """Return a kept result, or None when there is none or it is damaged."""
    try:
        hashes = json.loads((folder / HASHES).read_text("utf-8"))
        files = {name: (folder / name).read_bytes() for name in hashes}
    except (OSError, ValueError):
        return None
    return files if {name: sha256(data) for name, data in files.items()} == hashes else None


def _keep(folder: Path, files: dict[str, bytes]) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".prepared-"))
    try:
        for name, data in files.items():
            (temporary / name).write_bytes(data)
        hashes = {name: sha256(data) for name, data in files.items()}
        (temporary / HASHES).write_text(json.dumps(hashes, indent=1) + "\n", "utf-8")
        shutil.rmtree(folder, ignore_errors=True)  # a damaged one
        temporary.replace(folder)
    except OSError:
        # Another build kept the same files first, or there is no room: a cache is no reason to stop.
        shutil.rmtree(temporary, ignore_errors=True)
