"""The manifest of a published folder, build.json: its files, with their hashes. It says which files are the build's."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lecun1989_site.digest import sha256, sha256_of_file

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

    @classmethod
    def of(cls, files: Mapping[str, bytes], inputs: str) -> "Manifest":
        """Return the manifest of some files: path -> bytes."""
        return cls(inputs, {name: _measure(data) for name, data in files.items()})

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
        files = {name: File(**file) for name, file in document["files"].items()}
        return Manifest(document["inputs"], files) if all(map(is_inside, files)) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def has_mark(folder: Path) -> bool:
    """Return whether the folder has a manifest of this site, even a damaged one."""
    try:
        return f'"format": "{FORMAT}"' in (folder / MANIFEST).read_text("utf-8", errors="replace")
    except OSError:
        return False


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Return whether a folder holds every file in its manifest, unchanged. It may hold other files too."""
    return all(holds(folder / name, file.sha256) for name, file in manifest.files.items())


def holds(path: Path, expected: str) -> bool:
    """Return whether a path is a file, not a link, with the expected SHA-256."""
    try:
        return not path.is_symlink() and path.is_file() and sha256_of_file(path) == expected
    except OSError:
        return False


def is_inside(name: str) -> bool:
    """Return whether a name from a file on disk is a plain path below the folder, such as "assets/app-1/main.js"."""
    path = PurePosixPath(name)
    plain = name.isprintable() and "\\" not in name and path.as_posix() == name and not path.is_absolute()
    return plain and not {".", ".."} & {name, *path.parts}


def _measure(data: bytes) -> File:
    return File(sha256(data), len(data), len(gzip.compress(data, mtime=0)))
