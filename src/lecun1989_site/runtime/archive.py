"""Zip files and wheels whose bytes depend on nothing but their contents."""

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping

# The earliest time that a zip can hold. It also is what Python compares a source's time with, so all agree.
TIME_STAMP = (1980, 1, 1, 0, 0, 0)


def read_zip(data: bytes) -> dict[str, bytes]:
    """Return a zip's files by name; its folder entries are dropped."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}


def write_zip(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of some files: sorted, one time stamp, one mode.

    Deflated, because common hosts (GitHub Pages among them) do not compress .whl and .zip on the wire.
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


def write_wheel(files: Mapping[str, bytes]) -> bytes:
    """Return a wheel of some files, with a RECORD made anew (PEP 427: name, SHA-256 in URL-safe base64, size)."""
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
