"""SHA-256 of bytes, files and folders. The build trusts a file only by its hash."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

SHORT = 12  # hexadecimal digits of a hash in a published name: 48 bits


def sha256(data: bytes) -> str:
    """Return the hexadecimal SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def sha256_of_file(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def combine(parts: Mapping[str, str]) -> str:
    """Return one hash of several named values; their order does not matter."""
    return sha256("".join(f"{name}\0{parts[name]}\n" for name in sorted(parts)).encode())


def short_name(files: Mapping[str, bytes]) -> str:
    """Return the short content hash for a folder's name. Files are given as path in the folder -> bytes."""
    return combine({name: sha256(data) for name, data in files.items()})[:SHORT]


def files_in(folder: Path, skip: Iterable[str] = ("__pycache__",)) -> dict[str, Path]:
    """Return every file in a folder by its relative POSIX path, sorted, without files and folders named in `skip`."""
    skipped = set(skip)
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: found[name] for name in sorted(found) if not skipped & set(name.split("/"))}
