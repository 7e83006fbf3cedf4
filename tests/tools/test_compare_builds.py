"""The comparison of two real builds in different places."""

import sys
from pathlib import Path

import pytest

from lecun1989_site.digest import files_in
from tools.compare_builds import build_copies, differing


@pytest.mark.slow
def test_two_copies_of_the_checkout_give_the_same_bytes(tmp_path: Path) -> None:
    one, other = build_copies(tmp_path, [sys.executable, sys.executable])
    assert len(str(one)) != len(str(other))
    contents = [{name: path.read_bytes() for name, path in files_in(out).items()} for out in (one, other)]
    assert len(contents[0]) > 40
    assert contents[0].keys() == contents[1].keys()
    assert [name for name in contents[0] if contents[0][name] != contents[1][name]] == []


def test_changed_and_missing_files_differ() -> None:
    one = {"a": "1", "b": "2", "c": "3"}
    assert differing(one, {"a": "1", "b": "4", "d": "5"}) == ["b", "c", "d"]
    assert differing(one, dict(one)) == []
