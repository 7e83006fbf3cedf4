"""Reads gzipped files, with a message for everything that can be wrong with them."""

import gzip
import zlib
from pathlib import Path

from lecun1989.errors import InputError


def read_gzip(path: Path, remedy: str) -> tuple[bytes, bytes]:
    """Read a gzipped file.

    Args:
        path: the file.
        remedy: what the user can do about a broken file; the end of the error message.

    Returns:
        The file's bytes, and the unpacked bytes.

    Raises:
        InputError: the file cannot be read, is empty, is not a gzip file, is cut off or is damaged.
    """
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); check the path and the file's permissions"
        ) from None
    if not packed:
        raise InputError(f"{path}: the file is empty; {remedy}")
    if not packed.startswith(b"\x1f\x8b"):
        raise InputError(f"{path}: not a gzip file; {remedy}")
    try:
        content = gzip.decompress(packed)
    except EOFError:
        raise InputError(f"{path}: the gzip file is cut off after {len(packed):,} bytes; {remedy}") from None
    except (OSError, zlib.error) as error:
        raise InputError(f"{path}: the gzip file is damaged ({error}); {remedy}") from None
    if not content:
        raise InputError(f"{path}: the gzip file has no content; {remedy}")
    return packed, content
