"""Reads text files, and writes files atomically."""

import os
from contextlib import suppress
from pathlib import Path

from lecun1989.errors import InputError


def read_text(path: Path) -> str:
    """Return a UTF-8 file's text.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not a UTF-8 text file; give a JSON file") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; check the path") from None


def write_text(path: Path, text: str) -> None:
    """Write a file as UTF-8; see `write_bytes`."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, then rename it.

    Raises:
        InputError: the file cannot be written; no partial file is left.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise InputError(
            f"{path}: cannot be written ({error.strerror or error}); give another path"
        ) from None
