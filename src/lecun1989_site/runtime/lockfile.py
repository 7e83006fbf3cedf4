"""Pyodide's lock file of the page's packages: NumPy and lecun1989, each with its SHA-256."""

import json
from collections.abc import Mapping
from typing import Any

from lecun1989_site.digest import sha256

DEPENDS = {
    "numpy": [],
    "lecun1989": ["numpy"],
}  # package -> its dependencies; it is imported by the same name


def read_info(core_lock: bytes) -> dict[str, str]:
    """Return the `info` of Pyodide's own lock file: architecture, platform, Python and ABI version."""
    info: dict[str, str] = json.loads(core_lock)["info"]
    return info


def build_lock(info: Mapping[str, str], pyodide_version: str, wheels: Mapping[str, bytes]) -> bytes:
    """Return the lock file's bytes.

    Args:
        info: from `read_info`.
        pyodide_version: the core's version.
        wheels: file name -> bytes, for exactly the packages in `DEPENDS`.
    """
    packages = [_describe(file_name, data) for file_name, data in wheels.items()]
    lock = {
        "info": {**info, "version": pyodide_version},
        "packages": {package["name"]: package for package in packages},
    }
    return (json.dumps(lock, indent=1, sort_keys=True) + "\n").encode()


def _describe(file_name: str, data: bytes) -> dict[str, Any]:
    name, version = file_name.split("-")[:2]
    return {
        "name": name,
        "version": version,
        "file_name": file_name,
        "install_dir": "site",
        "sha256": sha256(data),
        "package_type": "package",
        "imports": [name],
        "depends": DEPENDS[name],
        "unvendored_tests": False,
    }
