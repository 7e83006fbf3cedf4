"""Sources to bytecode ahead of time, so that the browser does not compile them at every start.

pyodide-build does the work. It must run on the Python version that Pyodide has; elsewhere the page gets sources.
"""

import importlib.metadata
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from lecun1989.errors import InputError
from lecun1989_site.archive import read_zip, write_wheel, write_zip


def compiler_version(python: str) -> str | None:
    """Return pyodide-build's version where it can compile for this version of Python (such as "3.13.2"), else None."""
    if python.split(".")[:2] != [str(part) for part in sys.version_info[:2]]:
        return None
    try:
        return importlib.metadata.version("pyodide-build")
    except importlib.metadata.PackageNotFoundError:
        return None


def compile_archive(name: str, data: bytes) -> tuple[str, bytes]:
    """Return a zip's or wheel's new file name and bytes with every .py replaced by its .pyc.

    Args:
        name: file name; a wheel's changes with its tag (py3-none-any becomes cp313-none-any).
        data: its bytes.

    Raises:
        InputError: a source does not compile.
    """
    # A source date makes py_compile store the source's hash instead of its time; a fixed hash seed orders sets.
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_bytes(data)
        # -P: `python -m` would look for modules in the current folder first, where this project's build.py
        # stands in the way of the package `build` that pyodide-build imports.
        command = [
            sys.executable,
            "-P",
            "-m",
            "pyodide_cli",
            "py-compile",
            "--silent",
            "--compression-level",
            "0",
        ]
        result = subprocess.run([*command, str(source)], env=environment, capture_output=True, text=True)
        outputs = list(Path(folder).glob("*" + source.suffix))
        if result.returncode or len(outputs) != 1:
            said = (result.stderr or result.stdout).strip().splitlines() or ["no reason given"]
            raise InputError(f"{name} could not be compiled to bytecode: {said[-1]}")
        files = read_zip(outputs[0].read_bytes())
        write = write_wheel if source.suffix == ".whl" else write_zip
        return outputs[0].name, write(files)
