"""The lock file that tells Pyodide which packages the page has: NumPy and lecun1989, each with its SHA-256."""

import json
import tempfile
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.spec import InfoSpec, PackageSpec

from lecun1989_site.digest import sha256

IMPORTS = {
    "numpy": [],
    "lecun1989": ["numpy"],
}  # package, which also is its import name -> what it depends on


def read_info(core_lock: bytes) -> dict[str, str]:
    """Return the `info` of Pyodide's own lock file: architecture, platform, Python and ABI version."""
    info: dict[str, str] = json.loads(core_lock)["info"]
    return info


def build_lock(info: dict[str, str], pyodide_version: str, wheels: dict[str, bytes]) -> bytes:
    """Return the lock file's bytes.

    Args:
        info: from `read_info`.
        pyodide_version: written where this pyodide-lock still has a place for it (0.1).
        wheels: file name -> bytes, for exactly the packages of `IMPORTS`.
    """
    packages = {}
    for file_name, data in sorted(wheels.items()):
        name, version = file_name.split("-")[:2]
        packages[name] = PackageSpec(
            name=name,
            version=version,
            file_name=file_name,
            install_dir="site",
            sha256=sha256(data),
            package_type="package",
            imports=[name],
            depends=IMPORTS[name],
        )
    spec = PyodideLockSpec(info=InfoSpec(**{"version": pyodide_version, **info}), packages=packages)  # type: ignore[arg-type]
    spec.check_wheel_filenames()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pyodide-lock.json"
        spec.to_json(path, indent=1)
        return path.read_bytes() + b"\n"
