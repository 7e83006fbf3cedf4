"""Reading a gzipped file whole, or saying what is wrong with it."""

import gzip
import zlib
from pathlib import Path

from lecun1989.errors import InputError


def read_gzip(path: Path, remedy: str) -> tuple[bytes, bytes]:
    """Read a gzipped file.

    Args:
        path: the file.
        remedy: what the reader of an error message can do.

    Returns:
        The file's bytes, and the bytes that they unpack to.

    Raises:
        InputError: it cannot be read, is empty, no gzip file, cut off or damaged.
    """
    try:
        packed = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror}); check the path and its rights"
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
        raise InputError(f"{path}: the gzip file holds nothing; {remedy}")
    return packed, content
