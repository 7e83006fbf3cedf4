"""Temporary folders of a build, and the removal of those that killed builds have left."""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "lecun1989-build-"
HIDDEN = ".lecun1989-part-"  # of files and folders in the cache that are not complete
OLD = 3600.0  # seconds; a build ends within minutes


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a new temporary folder of this computer, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True) as name:
        yield Path(name)


def sweep(cache: Path) -> None:
    """Remove what builds that were killed more than an hour ago have left in the cache and among temporary folders."""
    left = [*cache.glob(f"{HIDDEN}*"), *Path(tempfile.gettempdir()).glob(f"{PREFIX}*")]
    for path in left:
        with contextlib.suppress(OSError):  # another build has removed it, or it is another user's
            if time.time() - path.lstat().st_mtime < OLD:
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
