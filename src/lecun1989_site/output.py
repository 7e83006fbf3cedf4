"""The published folder. It is written completely beside its place and then swapped in. A manifest identifies it."""

import gzip
import json
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lecun1989.errors import InputError
from lecun1989_site.digest import files_in, sha256, sha256_of_file

MANIFEST = "build.json"
FORMAT = "lecun1989-site"


@dataclass(frozen=True)
class File:
    """A published file's SHA-256, size and gzipped size, in bytes."""

    sha256: str
    bytes: int
    gzipped: int


@dataclass(frozen=True)
class Manifest:
    """The files of a published folder, except the manifest itself, and the hash of the inputs."""

    inputs: str
    files: dict[str, File]

    def to_json(self) -> str:
        """Return the text of build.json."""
        files = {name: vars(file) for name, file in sorted(self.files.items())}
        return (
            json.dumps({"format": FORMAT, "version": 1, "inputs": self.inputs, "files": files}, indent=1)
            + "\n"
        )


def read_manifest(folder: Path) -> Manifest | None:
    """Return the manifest of a build; None for any other folder."""
    try:
        document = json.loads((folder / MANIFEST).read_text("utf-8"))
        if document["format"] != FORMAT:
            return None
        return Manifest(document["inputs"], {name: File(**file) for name, file in document["files"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Return whether a folder holds exactly the files in its manifest, unchanged."""
    found = files_in(folder, skip=())
    found.pop(MANIFEST, None)
    return found.keys() == manifest.files.keys() and all(
        sha256_of_file(path) == manifest.files[name].sha256 for name, path in found.items()
    )


def check_replaceable(folder: Path) -> None:
    """Refuse to replace anything but a build.

    Raises:
        InputError: the path is a file, or a folder with other files.
    """
    if folder.is_dir():
        if any(folder.iterdir()) and not _is_a_build(folder):
            raise InputError(f"{folder}: holds files that are not a build of this site; give another --out")
    elif folder.exists() or folder.is_symlink():
        raise InputError(f"{folder}: not a folder; give another --out")


def _is_a_build(folder: Path) -> bool:
    """Return whether the folder has a manifest of this site, even a damaged one."""
    try:
        return f'"format": "{FORMAT}"' in (folder / MANIFEST).read_text("utf-8", errors="replace")
    except OSError:
        return False


def publish(files: dict[str, bytes], inputs: str, folder: Path) -> Manifest:
    """Write all files beside the folder, then swap them in; return their manifest.

    Raises:
        InputError: the path holds something other than a build.
        OSError: no space or no permission; the old content is still there.
    """
    check_replaceable(folder)
    manifest = Manifest(inputs, {name: _measure(data) for name, data in files.items()})
    folder.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        new, old = temporary / "new", temporary / "old"
        for name, data in {**files, MANIFEST: manifest.to_json().encode()}.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return manifest


def _measure(data: bytes) -> File:
    return File(sha256(data), len(data), len(gzip.compress(data, mtime=0)))
