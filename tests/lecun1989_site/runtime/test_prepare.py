"""The cache of prepared files."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lecun1989_site.digest import sha256
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.prepare import HASHES, MOST, Parts, Prepared, prepare
from lecun1989_site.runtime.scratch import HIDDEN, PREFIX, sweep
from tests.lecun1989_site.site_inputs import RUNTIME, make_runtime, write_runtime


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    write_runtime(tmp_path / "cache")
    restorer = tmp_path / "snapshot.js"
    restorer.write_text("export {};\n")
    runtime = {name: tmp_path / "cache" / name for name in RUNTIME}
    return Parts(runtime, ("lecun1989-1.0-py3-none-any.whl", b"wheel"), ("a", b"{}"), restorer)


def version(parts: Parts, number: int) -> Parts:
    return replace(parts, network=("a", str(number).encode()))


def refuse(parts: Parts) -> Prepared:
    raise AssertionError("made again")


def prepare_and_date(parts: Parts, cache: Path, when: int) -> None:
    """Prepare, and set the result's time stamp, because clocks are coarse."""
    before = set(cache.glob("prepared-*"))
    prepare(parts, cache, make_runtime)
    for folder in set(cache.glob("prepared-*")) - before:
        os.utime(folder, (when, when))


def test_only_the_last_results_are_kept(parts: Parts, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for number in range(MOST + 2):
        prepare_and_date(version(parts, number), cache, number)
    assert len(list(cache.glob("prepared-*"))) == MOST
    for number in range(2, MOST + 2):
        assert prepare(version(parts, number), cache, refuse).wheels
    with pytest.raises(AssertionError, match="made again"):
        prepare(version(parts, 1), cache, refuse)
    assert (cache / STDLIB).exists(), "the runtime itself stays"


def test_a_result_that_is_still_used_is_kept(parts: Parts, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for number in range(MOST):
        prepare_and_date(version(parts, number), cache, number)
    prepare(version(parts, 0), cache, refuse)
    prepare_and_date(version(parts, MOST), cache, MOST)
    assert prepare(version(parts, 0), cache, refuse).wheels
    with pytest.raises(AssertionError, match="made again"):
        prepare(version(parts, 1), cache, refuse)


FORGED: dict[str, Callable[[dict[str, Any]], object]] = {
    "another size of the memory": lambda kept: kept.update(memory=kept["memory"] * 2),
    "another path": lambda kept: kept["extensions"].update({"/elsewhere.so": "extension-0.wasm"}),
    "a file less": lambda kept: kept["files"].pop("memory.bin"),
    "no list of wheels": lambda kept: kept.pop("wheels"),
    "a file outside": lambda kept: kept["files"].update({"../outside": sha256(b"outside")}),
}


@pytest.mark.parametrize("forge", FORGED.values(), ids=list(FORGED))
def test_a_changed_list_is_not_trusted(
    parts: Parts, tmp_path: Path, forge: Callable[[dict[str, Any]], object]
) -> None:
    cache = tmp_path / "cache"
    made = prepare(parts, cache, make_runtime)
    (folder,) = cache.glob("prepared-*")
    (cache / "outside").write_bytes(b"outside")
    kept = json.loads((folder / HASHES).read_text())
    forge(kept)
    (folder / HASHES).write_text(json.dumps(kept))
    with pytest.raises(AssertionError, match="made again"):
        prepare(parts, cache, refuse)
    assert prepare(parts, cache, make_runtime) == made
    assert prepare(parts, cache, refuse) == made


def test_a_full_disk_leaves_no_entry(parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    write_bytes = Path.write_bytes

    def cut_short(path: Path, data: bytes) -> int:
        return write_bytes(path, data[:5] if path.name == "memory.bin" else data)

    def no_room(path: Path, data: bytes) -> int:
        write_bytes(path, data[:5])
        raise OSError(28, "No space left on device", str(path))

    before = set(cache.iterdir())
    for fault in (cut_short, no_room):
        monkeypatch.setattr(Path, "write_bytes", fault)
        assert prepare(parts, cache, make_runtime).wheels
        assert set(cache.iterdir()) == before


def test_what_killed_builds_left_is_removed_after_an_hour(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    write_runtime(tmp_path / "cache")
    left = [
        tmp_path / "cache" / f"{HIDDEN}1",
        tmp_path / "temporary" / f"{PREFIX}1",
        tmp_path / "temporary" / "mine",
    ]
    for folder in left:
        (folder / "inside").mkdir(parents=True)
    (tmp_path / "cache" / f"{HIDDEN}2-numpy").write_bytes(b"half")
    sweep(tmp_path / "cache")
    assert all(folder.exists() for folder in left), "another build may be using them"
    for path in [*left, tmp_path / "cache" / f"{HIDDEN}2-numpy", tmp_path / "cache" / STDLIB]:
        os.utime(path, (1, 1))
    sweep(tmp_path / "cache")
    assert {path.name for path in (tmp_path / "cache").iterdir()} == set(RUNTIME)
    assert [path.name for path in (tmp_path / "temporary").iterdir()] == ["mine"]
