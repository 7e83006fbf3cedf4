"""The finished runs of a study, a file each, so that a study that was stopped goes on where it was."""

import hashlib
import json
from pathlib import Path

import numpy as np

import lecun1989
import lecun1989_lab
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.files import read_text, write_text
from lecun1989_lab.recipes import Recipe
from lecun1989_lab.run import Record


class Records:
    """A folder of run records.

    A record counts only for the very recipe, seed, data, NumPy and source code that made it: its file's name is the
    hash of them all, so that nothing stale is ever taken.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._code = _hash_of_code()

    def get(self, recipe: Recipe, dataset: Dataset, seed: int) -> Record | None:
        """Return the record of a run that was finished before, or None."""
        path = self._path(recipe, dataset, seed)
        if not path.exists():
            return None
        record: Record = json.loads(read_text(path))
        return record

    def put(self, recipe: Recipe, dataset: Dataset, seed: int, record: Record) -> None:
        """Keep a record; its file is whole or not there.

        Raises:
            InputError: the folder cannot be written to.
        """
        write_text(self._path(recipe, dataset, seed), json.dumps(record))

    def _path(self, recipe: Recipe, dataset: Dataset, seed: int) -> Path:
        made_by = {
            "recipe": {**recipe.describe(), "connections": recipe.connections},
            "seed": seed,
            "files": dataset.files,
            "split": dataset.split,
            "numpy": np.__version__,
            "code": self._code,
        }
        key = hashlib.sha256(json.dumps(made_by, sort_keys=True).encode()).hexdigest()
        return self._folder / f"{recipe.name}-{seed}-{key[:16]}.json"


def _hash_of_code() -> str:
    """Return a hash of every source file of both packages."""
    digest = hashlib.sha256()
    for package in (lecun1989, lecun1989_lab):
        for folder in package.__path__:
            for path in sorted(Path(folder).rglob("*.py")):
                digest.update(path.read_bytes())
    return digest.hexdigest()
