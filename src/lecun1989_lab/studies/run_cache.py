"""Saves each finished run of a study in a file, so a stopped study can continue."""

import ast
import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from lecun1989.files import read_text, write_text
from lecun1989.results.codec import decode, encode, parse_json
from lecun1989_lab.datasets import Dataset
from lecun1989_lab.studies.run import Record, run
from lecun1989_lab.training.recipes import Recipe

PACKAGES = ("lecun1989.", "lecun1989_lab.")
REMEDY = "remove the file, so that the run is made again"


class Records:
    """A folder of run records.

    A record is valid only for the recipe, seed, data, NumPy version and source code that made it. Their hash is in the
    file's name, so stale records are never used.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._code = _hash_of_code()

    def get(self, recipe: Recipe, dataset: Dataset, seed: int) -> Record | None:
        """Return the record of a finished run, or None.

        Raises:
            InputError: the file is damaged; the message names the field.
        """
        path = self._path(recipe, dataset, seed)
        if not path.exists():
            return None
        return decode(Record, parse_json(read_text(path), str(path), REMEDY), str(path), REMEDY)

    def put(self, recipe: Recipe, dataset: Dataset, seed: int, record: Record) -> None:
        """Save a record; no partial file is left.

        Raises:
            InputError: the file cannot be written.
        """
        write_text(self._path(recipe, dataset, seed), json.dumps(encode(record)))

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
    """Return a hash of all source files that a run uses, except the recipes; the key has the recipe itself."""
    digest = hashlib.sha256()
    for name, source in sorted(modules_used_by(run.__module__).items()):
        if name != Recipe.__module__:
            digest.update(source)
    return digest.hexdigest()


def modules_used_by(name: str) -> dict[str, bytes]:
    """Return the sources of a module and of all modules of this project that it imports, by name."""
    found: dict[str, bytes] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        path = _source_of(name) if name not in found and name.startswith(PACKAGES) else None
        if path is None:
            continue
        found[name] = path.read_bytes()
        for node in ast.walk(ast.parse(found[name])):
            if isinstance(node, ast.Import):
                waiting += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module:
                waiting += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def _source_of(name: str) -> Path | None:
    """Return the file of a module, or None if the name belongs to something inside a module."""
    try:
        spec = find_spec(name)
    except ModuleNotFoundError:  # its parent is a module, not a package
        return None
    return Path(spec.origin) if spec and spec.origin else None
