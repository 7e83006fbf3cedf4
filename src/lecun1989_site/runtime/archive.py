"""Zips, wheels and gzip files whose bytes depend only on their contents, and on the version of zlib."""

import base64
import gzip
import hashlib
import io
import zipfile
from collections.abc import Mapping

SYSTEM = 9  # the place of the system's number in a gzip file
# The earliest time that a zip can hold, the same for all files.
TIME_STAMP = (1980, 1, 1, 0, 0, 0)


def read_zip(data: bytes) -> dict[str, bytes]:
    """Return a zip's files by name, without its folder entries."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files: sorted, with one time stamp and one mode.

    It is compressed, because common hosts such as GitHub Pages do not compress .whl and .zip when they send them.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, TIME_STAMP)
            info.create_system = 3  # Unix, on every system
            info.external_attr = 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name], compresslevel=9)
    return buffer.getvalue()


def write_gzip(data: bytes) -> bytes:
    """Return some bytes as a gzip file (RFC 1952) of an unknown system: Python 3.13 names another system than 3.11."""
    compressed = gzip.compress(data, mtime=0)
    return compressed[:SYSTEM] + b"\xff" + compressed[SYSTEM + 1 :]


def write_wheel(files: Mapping[str, bytes]) -> bytes:
    """Return a wheel of some files with a new RECORD (PEP 427: name, SHA-256 in URL-safe base64, size)."""
    information = next(name.split("/")[0] for name in sorted(files) if name.endswith(".dist-info/METADATA"))
    record = f"{information}/RECORD"
    contents = {name: data for name, data in files.items() if name != record}
    lines = [
        f"{name},sha256={_record_hash(contents[name])},{len(contents[name])}" for name in sorted(contents)
    ]
    contents[record] = "\n".join([*lines, f"{record},,", ""]).encode()
    return write_zip(contents)


def _record_hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
