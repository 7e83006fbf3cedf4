"""A data set's files on disk: in a given folder, or downloaded to the cache."""

from pathlib import Path

import platformdirs

from lecun1989.errors import InputError
from lecun1989_lab.datasets.download import download
from lecun1989_lab.datasets.sources import Source


def locate(source: Source, data_dir: Path | None) -> dict[str, Path]:
    """Return the path of each of a data set's files.

    Args:
        source: the data set.
        data_dir: a folder with the files, or with a subfolder named like the data set that has them; None downloads
            the files that are not in the cache.

    Raises:
        InputError: a file is missing, or cannot be downloaded.
    """
    if data_dir is None:
        return download(source, platformdirs.user_cache_path("lecun1989") / source.name)
    if not data_dir.is_dir():
        raise InputError(
            f"{data_dir}: no such folder; give a folder with the data as --data-dir or LECUN1989_DATA"
        )
    folders = (data_dir / source.name, data_dir)
    missing = {folder: [name for name in source.files if not (folder / name).exists()] for folder in folders}
    folder = min(folders, key=lambda folder: len(missing[folder]))
    if missing[folder]:
        found = [name for name in source.files if name not in missing[folder]]
        beside = f" (found: {', '.join(found)})" if found else ""
        raise InputError(
            f"{folder}: {', '.join(missing[folder])} missing{beside}; put the files of {source.mirrors[0]} there, "
            "or leave out --data-dir and LECUN1989_DATA to download it"
        )
    return {name: folder / name for name in source.files}
