"""The cache of prepared files."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.prepare import MOST, Parts, Prepared, prepare
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
