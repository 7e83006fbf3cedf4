import base64
import hashlib
import sys
from pathlib import Path

import pytest

from lecun1989.errors import InputError
from lecun1989_site.archive import read_zip, write_zip
from lecun1989_site.bytecode import compile_archive, compiler_version
from lecun1989_site.wheel import build_package_wheel, prune_numpy
from tests.unit.site_inputs import NUMPY, ROOT, RUNTIME

PACKAGE = ROOT / "src" / "lecun1989"
HERE = ".".join(str(part) for part in sys.version_info[:3])
needs_compiler = pytest.mark.skipif(compiler_version(HERE) is None, reason="pyodide-build is not installed")


def check_record(files: dict[str, bytes], record: str) -> None:
    """Compare a wheel's RECORD with what is in the wheel."""
    rows = dict(line.split(",", 1) for line in files[record].decode().splitlines())
    assert rows.pop(record) == ","
    for name, data in files.items():
        if name != record:
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            assert rows.pop(name) == f"sha256={digest},{len(data)}"
    assert not rows


def test_the_wheel_holds_the_package_byte_for_byte() -> None:
    name, data = build_package_wheel(PACKAGE, "0.1.0")
    assert name == "lecun1989-0.1.0-py3-none-any.whl"
    files = read_zip(data)
    packed = {path: content for path, content in files.items() if path.startswith("lecun1989/")}
    sources = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert packed == {
        f"lecun1989/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in sources
    }
    assert "lecun1989/network.py" in packed
    assert b"Requires-Dist: numpy\n" in files["lecun1989-0.1.0.dist-info/METADATA"]
    check_record(files, "lecun1989-0.1.0.dist-info/RECORD")


def test_numpy_is_pruned_of_tests_and_stubs_only() -> None:
    before, after = read_zip(RUNTIME[NUMPY]), read_zip(prune_numpy(RUNTIME[NUMPY]))
    assert before.keys() - after.keys() == {"numpy/tests/test_pi.py", "numpy/__init__.pyi"}
    assert after["numpy/__init__.py"] == before["numpy/__init__.py"]
    check_record(after, "numpy-2.2.5.dist-info/RECORD")


def test_a_zip_depends_on_its_contents_alone() -> None:
    files = {"b": b"2", "a/c": b"1"}
    assert write_zip(files) == write_zip(dict(reversed(files.items())))
    assert read_zip(write_zip(files)) == files


def test_bytecode_is_made_for_no_other_python() -> None:
    assert compiler_version("3.99.0") is None


@needs_compiler
def test_bytecode_replaces_sources_and_is_the_same_each_time(tmp_path: Path) -> None:
    source = build_package_wheel(PACKAGE, "0.1.0")
    name, data = compile_archive(*source)
    tag = f"cp{sys.version_info.major}{sys.version_info.minor}"
    assert name == f"lecun1989-0.1.0-{tag}-none-any.whl"
    assert compile_archive(*source) == (name, data)
    files = read_zip(data)
    assert not [path for path in files if path.endswith(".py")]
    assert "lecun1989/network.pyc" in files
    assert str(tmp_path.parent).encode() not in b"".join(files.values())
    check_record(files, "lecun1989-0.1.0.dist-info/RECORD")


@needs_compiler
def test_a_source_that_does_not_compile_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text("def\n")
    with pytest.raises(
        InputError, match=r"lecun1989-1-py3-none-any\.whl could not be compiled .*SyntaxError|broken"
    ):
        compile_archive(*build_package_wheel(tmp_path, "1"))
