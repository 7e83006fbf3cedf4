"""Fetches the vendored runtime: Pyodide's core and the NumPy wheel, pinned by SHA-256 in pins.json.

Each file comes from the CDN or, if that cannot be reached, from npm. Neither is trusted: the hash is checked when a
file arrives and at every use of the cached copy.
"""

import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import pooch
import requests

from lecun1989.errors import InputError
from lecun1989.files import read_text
from lecun1989_site.digest import sha256_of_file
from lecun1989_site.runtime.npm import unpack_members

CDN_TIMEOUT = 10  # seconds without an answer


@dataclass(frozen=True)
class Pin:
    """A file of the runtime: its size and hash, and where to fetch it."""

    name: str
    bytes: int
    sha256: str
    url: str
    npm_package: str
    npm_member: str


def read_pins(path: Path) -> tuple[Pin, ...]:
    """Return the pinned files of pins.json."""
    return tuple(
        Pin(
            name=entry["name"],
            bytes=entry["bytes"],
            sha256=entry["sha256"],
            url=entry["url"],
            npm_package=entry["npm"]["package"],
            npm_member=entry["npm"]["member"],
        )
        for entry in json.loads(read_text(path))["files"]
    )


def read_version(path: Path) -> str:
    """Return Pyodide's version in pins.json."""
    return str(json.loads(read_text(path))["pyodide"])


def cache_folder() -> Path:
    """Return the folder that keeps downloads between builds."""
    return platformdirs.user_cache_path("lecun1989") / "runtime"


def fetch_runtime(
    cache: Path, pins: Sequence[Pin], announce: Callable[[str], None] = lambda _: None
) -> dict[str, Path]:
    """Return the path of every pinned file, verified; fetch missing files into the cache.

    Args:
        cache: the folder that keeps the files.
        pins: the files to fetch.
        announce: is called with a short text for each download.

    Raises:
        InputError: a file is not the pinned one, or cannot be fetched.
    """
    cache.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in pins if not (cache / pin.name).exists()]
    if missing:
        for package in dict.fromkeys(pin.npm_package for pin in _fetch_from_cdn(cache, missing, announce)):
            wanted = [p for p in missing if p.npm_package == package and not (cache / p.name).exists()]
            announce(f"{package} from npm")
            _fetch_from_npm(cache, package, wanted)
    for pin in pins:
        _verify(cache / pin.name, pin)
    return {pin.name: cache / pin.name for pin in pins}


def _temporary(cache: Path, pin: Pin) -> Path:
    return cache / f".{pin.name}.{os.getpid()}"  # two builds may run at the same time


def _verify(path: Path, pin: Pin, source: str | None = None) -> None:
    found = sha256_of_file(path)
    if found == pin.sha256:
        return
    if source:
        path.unlink()
        raise InputError(
            f"{pin.name} from {source} is not the pinned file (SHA-256 {found}, not {pin.sha256}); "
            "do not use this source"
        )
    raise InputError(
        f"{path} is not the pinned file (SHA-256 {found}, not {pin.sha256}); delete it and build again"
    )


def _fetch_from_cdn(cache: Path, pins: Sequence[Pin], announce: Callable[[str], None]) -> list[Pin]:
    """Fetch files from the CDN until one fails, and return the rest."""
    pooch.get_logger().setLevel(logging.WARNING)
    for number, pin in enumerate(pins):
        announce(f"{pin.name} from {pin.url.split('/')[2]}")
        temporary = _temporary(cache, pin)
        try:
            pooch.HTTPDownloader(timeout=CDN_TIMEOUT)(pin.url, str(temporary), None)
        except requests.RequestException:
            temporary.unlink(missing_ok=True)
            return list(pins[number:])
        _verify(temporary, pin, source=pin.url)
        temporary.replace(cache / pin.name)
    return []


def _fetch_from_npm(cache: Path, package: str, pins: Sequence[Pin]) -> None:
    temporary = {pin: _temporary(cache, pin) for pin in pins}
    try:
        unpack_members(package, {pin.npm_member: path for pin, path in temporary.items()})
        for pin, path in temporary.items():
            _verify(path, pin, source=f"npm's {package}")
            path.replace(cache / pin.name)
    finally:
        for path in temporary.values():
            path.unlink(missing_ok=True)
