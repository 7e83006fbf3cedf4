"""Compiles sources to bytecode at build time, so that the browser does not compile them at every start.

Pyodide's own Python compiles them, under Node.js, so any Python can build the page. (pyodide-build would need Pyodide's
version of Python, and keeps the docstrings, which are a fifth of the snapshot.)
"""

from collections.abc import Mapping
from pathlib import Path

from lecun1989_site.runtime.archive import read_zip, write_wheel, write_zip
from lecun1989_site.runtime.node_runner import run_script
from lecun1989_site.runtime.scratch import scratch_folder

STDLIB = "python_stdlib.zip"


def compile_archives(core: Path, archives: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return zips and wheels with every .py replaced by its .pyc, in their order.

    Args:
        core: the folder of Pyodide's core.
        archives: file name -> bytes.

    Returns:
        File name -> bytes. A wheel's tag for any Python is replaced by that of Pyodide's Python.

    Raises:
        InputError: a source does not compile; the message names it.
    """
    with scratch_folder() as scratch:
        folder = scratch / "sources"
        for number, archive in enumerate(archives.values()):
            _write(folder / str(number), read_zip(archive))
        run_script("compile.mjs", {"core": str(core), "stdlib": str(core / STDLIB), "sources": str(folder)})
        compiled = {}
        for number, archive_name in enumerate(archives):
            root = folder / str(number)
            files = {
                path.relative_to(root).as_posix(): path.read_bytes()
                for path in root.rglob("*")
                if path.is_file()
            }
            if archive_name.endswith(".whl"):
                tag = (folder / "tag").read_text("utf-8")
                compiled[archive_name.replace("-py3-", f"-{tag}-")] = write_wheel(_retag(files, tag))
            else:
                compiled[archive_name] = write_zip(files)
    return compiled


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _retag(files: dict[str, bytes], tag: str) -> dict[str, bytes]:
    return {
        name: data.replace(b"Tag: py3-", f"Tag: {tag}-".encode())
        if name.endswith(".dist-info/WHEEL")
        else data
        for name, data in files.items()
    }
