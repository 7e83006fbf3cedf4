"""Writes a site into its folder, in which other files may stand too: a CNAME, a .git, notes.

A build replaces and removes only its own files: those in build.json, and those in the journal of a build that was cut
short. Any other file stays where it is. The folder itself is not renamed, because it may be a mount point or the
target of a symbolic link.

Whenever a build ends or is killed, the folder holds a working site, the old one or the new one:

1. The new files are written into .lecun1989-build inside the folder, so on the same file system, and flushed to disk.
   A journal beside them lists every path that the build may add or remove. Most failures, such as a full disk, are
   here, and nothing has changed yet.
2. Each file is renamed to its place, which is atomic. Assets are first. Their folders are named by their contents, so
   they replace none that the old pages use. Then come the pages, then the service worker, which lists the new page's
   files, and last build.json.
3. The old site's files are removed.

So between two steps every page has all its assets, and the folder has at most files too many. The next build finds the
journal and removes them. Of the files outside assets/, only the service worker and `_headers` depend on others. Until
the next build, an old service worker beside a new page keeps the old page's files, and `_headers` may lack the hash of
404.html's style sheet.
"""

import contextlib
import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from lecun1989.errors import InputError
from lecun1989_site.digest import sha256
from lecun1989_site.folder_lock import FILE as LOCK
from lecun1989_site.folder_lock import locked
from lecun1989_site.manifest import MANIFEST, Manifest, has_mark, holds, is_inside, read_manifest

WORK = ".lecun1989-build"
JOURNAL = "journal"
ASSETS = "assets/"
# After the assets; names that are not listed come before these.
LAST = ("404.html", "index.html", "service-worker.js", MANIFEST)
REMEDY = "move it away, or give another --out"
FULL = (errno.ENOSPC, errno.EDQUOT)


def is_unfinished(folder: Path) -> bool:
    """Return whether the last build into a folder was cut short."""
    return (folder / WORK).exists()


def check_replaceable(folder: Path) -> None:
    """Refuse any folder that is not a build of this site, unless it is empty or missing.

    Raises:
        InputError: the path is not a folder, or a folder with other files only.
    """
    if folder.is_dir():
        try:
            found = {path.name for path in folder.iterdir()}
        except OSError as error:
            raise _explain(folder, error) from error
        if found - {WORK, LOCK} and not has_mark(folder) and _read_journal(folder) is None:
            raise InputError(f"{folder}: holds files that are not a build of this site; give another --out")
    elif folder.is_symlink():
        raise InputError(
            f"{folder}: a link to a folder that is missing; make that folder, or give another --out"
        )
    else:
        standing = next(path for path in (folder, *folder.parents) if path.exists())
        if not standing.is_dir():
            raise InputError(f"{standing}: not a folder; give another --out")


def publish(files: Mapping[str, bytes], inputs: str, folder: Path) -> Manifest:
    """Make a folder hold these files, and none of an earlier build; return their manifest.

    Args:
        files: path in the folder -> bytes.
        inputs: the hash of the build's inputs.
        folder: is made if it is missing. It may be a link to a folder, a mount point, or hold foreign files.

    Raises:
        InputError: the folder holds something other than a build, a foreign file stands where one of these must go,
            another build writes to it, or it cannot be written. The old site or the new one is there.
    """
    manifest = Manifest.of(files, inputs)
    wanted = {**files, MANIFEST: manifest.to_json().encode()}
    check_replaceable(folder)
    try:
        with _made(folder), locked(folder):
            check_replaceable(folder)
            _replace(folder, wanted)
    except OSError as error:
        raise _explain(folder, error) from error
    return manifest


def _replace(folder: Path, wanted: Mapping[str, bytes]) -> None:
    owned = _owned(folder)
    changed = {name: data for name, data in wanted.items() if not holds(folder / name, sha256(data))}
    for name in changed:
        _check_free(folder, name, owned)
    stale = sorted(owned - wanted.keys())
    if changed or stale:
        _check_work(folder)
        staged = _stage(folder, changed, {*owned, *wanted})
        for part in _in_order(staged):
            for name in part:
                staged[name].replace(folder / name)
            _flush_folders(folder, part)
        _remove(folder, stale)
    _clear_work(folder)


def _owned(folder: Path) -> set[str]:
    """Return the paths of the build's files that may stand in the folder."""
    owned = {MANIFEST} if has_mark(folder) else set()
    manifest = read_manifest(folder)
    return owned | (manifest.files.keys() if manifest else set()) | (_read_journal(folder) or set())


def _check_free(folder: Path, name: str, owned: set[str]) -> None:
    """Refuse a path on which a foreign file or folder stands.

    Raises:
        InputError: names it.
    """
    for parent in reversed(PurePosixPath(name).parents[:-1]):
        path = folder / parent
        if path.is_symlink() or (path.exists() and not path.is_dir()):
            raise InputError(f"{path}: stands where the build needs a folder of its own; {REMEDY}")
    path = folder / name
    if path.is_dir() and not path.is_symlink():
        raise InputError(f"{path}: a folder where the build must write a file; {REMEDY}")
    if os.path.lexists(path) and name not in owned:
        raise InputError(f"{path}: not a file of the last build, and the new one must write there; {REMEDY}")


def _stage(folder: Path, changed: Mapping[str, bytes], ours: Iterable[str]) -> dict[str, Path]:
    """Write the journal and the changed files into the work folder, and make all folders.

    If that fails, everything that it made is removed.

    Returns:
        Path in the folder -> the written file.
    """
    work = folder / WORK
    # The journal of a build that was cut short still lists what that one left, so it stays until this one replaces it.
    before = _read_journal(folder)
    made: list[Path] = []
    try:
        work.mkdir(exist_ok=True)
        _write(work / f"{JOURNAL}.new", json.dumps(sorted(ours), indent=1).encode())
        (work / f"{JOURNAL}.new").replace(work / JOURNAL)
        staged = {name: work / str(number) for number, name in enumerate(changed)}
        for name, path in staged.items():
            _write(path, changed[name])
        for name in staged:
            missing = [parent for parent in (folder / name).parents if not parent.exists()]
            for parent in reversed(missing):
                parent.mkdir()
                made.append(parent)
    except BaseException:
        for parent in reversed(made):
            with contextlib.suppress(OSError):
                parent.rmdir()
        with contextlib.suppress(OSError):
            _clear_work(folder, keep_journal=before is not None)
        raise
    return staged


def _in_order(names: Iterable[str]) -> Iterator[list[str]]:
    """Yield the paths in groups: the assets, then what else there is, one at a time."""
    names = list(names)
    yield [name for name in names if name.startswith(ASSETS)]
    others = [name for name in names if not name.startswith(ASSETS)]
    for name in sorted(others, key=lambda name: LAST.index(name) if name in LAST else -1):
        yield [name]


def _remove(folder: Path, names: Iterable[str]) -> None:
    """Remove files of earlier builds, and the folders that are empty then."""
    for name in names:
        path = folder / name
        parents = [folder / parent for parent in PurePosixPath(name).parents[:-1]]
        if any(parent.is_symlink() for parent in parents) or (path.is_dir() and not path.is_symlink()):
            continue  # somebody has put something else there
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
        for parent in parents:
            with contextlib.suppress(OSError):
                parent.rmdir()


def _check_work(folder: Path) -> None:
    work = folder / WORK
    if work.is_symlink() or (work.exists() and not work.is_dir()):
        raise InputError(f"{work}: stands where the build needs a folder of its own; {REMEDY}")


def _clear_work(folder: Path, keep_journal: bool = False) -> None:
    """Remove the work folder's files, the journal last."""
    work = folder / WORK
    if work.is_symlink() or not work.is_dir():
        return
    written = [path for path in work.iterdir() if path.name.isdecimal() or path.name == f"{JOURNAL}.new"]
    for path in [*written, *([] if keep_journal else [work / JOURNAL])]:
        path.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # the journal is kept, or something foreign is there
        work.rmdir()


def _read_journal(folder: Path) -> set[str] | None:
    """Return the paths in the journal of a build that was cut short; None if there is none."""
    try:
        names = json.loads((folder / WORK / JOURNAL).read_text("utf-8"))
        return {name for name in names if is_inside(name)} if isinstance(names, list) else None
    except (OSError, ValueError, TypeError):
        return None


@contextlib.contextmanager
def _made(folder: Path) -> Iterator[None]:
    """Make a folder if it is missing; remove it again if it is still empty after a failure."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _flush_folders(folder: Path, names: Iterable[str]) -> None:
    """Let the renames reach the disk before the next ones, where the system can do that."""
    for parent in {(folder / name).parent for name in names}:
        with contextlib.suppress(OSError):  # Windows cannot open a folder
            handle = os.open(parent, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _explain(folder: Path, error: OSError) -> InputError:
    reason = error.strerror or str(error)
    if error.errno in FULL:
        return InputError(f"{folder}: the disk is full ({reason}); free some space, and build again")
    return InputError(
        f"{error.filename2 or error.filename or folder}: cannot be written ({reason}); give another --out"
    )
