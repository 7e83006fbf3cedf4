"""Lets only one process at a time write to a folder."""

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from lecun1989.errors import InputError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

FILE = ".lecun1989-lock"  # only where folders cannot be locked
PATIENCE = 60.0  # seconds to wait for another build; writing takes a few
STEP = 0.05  # seconds between two attempts


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; wait if another process holds it.

    The lock is on the folder itself, so it leaves no file and ends with its process. Where folders cannot be locked
    (Windows, some network file systems), it is a file, which stays if the process is killed.

    Raises:
        InputError: another process has held it for a minute.
        OSError: the folder cannot be opened.
    """
    deadline = time.monotonic() + PATIENCE
    with contextlib.ExitStack() as stack:
        while not _take(folder, stack):
            if time.monotonic() > deadline:
                raise InputError(f"{folder}: another build is writing to it; {_remedy(folder)}")
            time.sleep(STEP)
        yield


def _take(folder: Path, stack: contextlib.ExitStack) -> bool:
    """Try to take the lock; the stack will release it."""
    if fcntl is not None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            return False
        except OSError:  # this file system has no locks for folders
            os.close(handle)
        else:
            stack.callback(os.close, handle)
            return True
    try:
        os.close(os.open(folder / FILE, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except FileExistsError:
        return False
    stack.callback((folder / FILE).unlink, missing_ok=True)
    return True


def _remedy(folder: Path) -> str:
    file = folder / FILE
    if file.exists():
        return f"wait for it and build again, or remove {file} if no build runs"
    return "wait for it, and build again"
