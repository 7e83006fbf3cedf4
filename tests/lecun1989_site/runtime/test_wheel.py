import base64
import hashlib
import os
import subprocess
import sys
from types import ModuleType

import pytest

from lecun1989_site.runtime.archive import read_zip, write_wheel, write_zip
from lecun1989_site.runtime.node_runner import IN_PYODIDE
from lecun1989_site.runtime.trim import Trace, trim_numpy, trim_package, trim_stdlib
from lecun1989_site.runtime.wheel import build_package_wheel
from tests.lecun1989_site.site_inputs import NUMPY, RUNTIME
from tests.paths import ROOT

PACKAGE = ROOT / "src" / "lecun1989"


def check_record(files: dict[str, bytes], record: str) -> None:
    """Compare a wheel's RECORD with what is in the wheel."""
    rows = dict(line.split(",", 1) for line in files[record].decode().splitlines())
    assert rows.pop(record) == ","
    for name, data in files.items():
        if name != record:
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
            assert rows.pop(name) == f"sha256={digest},{len(data)}"
    assert not rows


def test_the_wheel_contains_the_package_unchanged() -> None:
    name, data = build_package_wheel(PACKAGE, "0.1.0")
    assert name == "lecun1989-0.1.0-py3-none-any.whl"
    files = read_zip(data)
    packed = {path: content for path, content in files.items() if path.startswith("lecun1989/")}
    sources = [path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    assert packed == {
        f"lecun1989/{path.relative_to(PACKAGE).as_posix()}": path.read_bytes() for path in sources
    }
    assert "lecun1989/model/network.py" in packed
    assert b"Requires-Dist: numpy\n" in files["lecun1989-0.1.0.dist-info/METADATA"]
    check_record(files, "lecun1989-0.1.0.dist-info/RECORD")


def test_the_page_gets_the_modules_that_it_loads() -> None:
    _, wheel = build_package_wheel(PACKAGE, "0.1.0")
    loaded = ["lecun1989/__init__.py", "lecun1989/model/network.py"]
    found = Trace({}, {path: f"/lib/python3.13/site-packages/{path}" for path in loaded}, [])
    files = read_zip(trim_package(wheel, found))
    assert [path for path in files if path.startswith("lecun1989/")] == loaded
    check_record(files, "lecun1989-0.1.0.dist-info/RECORD")


def test_numpy_keeps_what_is_loaded_and_its_licence() -> None:
    before = read_zip(RUNTIME[NUMPY])
    found = Trace({}, {"numpy": "/lib/python3.13/site-packages/numpy/__init__.py"}, [])
    wheel = trim_numpy(RUNTIME[NUMPY], found)
    after = read_zip(wheel)
    assert before.keys() - after.keys() == {"numpy/tests/test_pi.py", "numpy/__init__.pyi"}
    assert after["numpy/__init__.py"] == before["numpy/__init__.py"]
    assert "numpy-2.2.5.dist-info/LICENSE.txt" in after
    check_record(after, "numpy-2.2.5.dist-info/RECORD")


def test_an_idle_extension_is_replaced_by_one_that_says_it_is_missing() -> None:
    place = "numpy/linalg/_slow.cpython-313-wasm32-emscripten.so"
    wheel = write_wheel({"numpy/linalg/__init__.py": b"", place: b"\0asm", "numpy-2.dist-info/METADATA": b""})
    paths = {"numpy.linalg": "numpy/linalg/__init__.py", "numpy.linalg._slow": place}
    loaded = {name: f"/lib/python3.13/site-packages/{path}" for name, path in paths.items()}
    found = Trace(loaded, loaded, ["numpy.linalg._slow"])
    assert found.extensions == []
    files = read_zip(trim_numpy(wheel, found))
    assert place not in files
    stand_in = ModuleType("numpy.linalg._slow")
    exec(files["numpy/linalg/_slow.py"], vars(stand_in))
    assert not hasattr(stand_in, "__path__")
    with pytest.raises(ImportError, match=r"numpy\.linalg\._slow\.solve is missing"):
        stand_in.solve  # noqa: B018


def test_an_extension_is_idle_until_one_of_its_names_is_used() -> None:
    script = """if True:
        import watch
        watch.watch()
        import numpy as np
        name = "numpy.linalg._umath_linalg"
        np.linalg.norm(np.ones(3))
        assert "numpy._core._multiarray_umath" in watch.asked
        assert name not in watch.asked, watch.asked
        np.linalg.inv(np.eye(2))
        assert name in watch.asked
    """
    subprocess.run(
        [sys.executable, "-c", script], check=True, env={**os.environ, "PYTHONPATH": str(IN_PYODIDE)}
    )


def test_the_standard_library_keeps_what_is_loaded_and_all_of_pyodide() -> None:
    stdlib = write_zip({"os.py": b"", "wave.py": b"", "pyodide/ffi.py": b"", "json/__init__.py": b""})
    found = Trace({"os": "/lib/python313.zip/os.py"}, {"json": "/lib/python313.zip/json/__init__.py"}, [])
    assert read_zip(trim_stdlib(stdlib, found)).keys() == {"json/__init__.py", "pyodide/ffi.py"}


def test_a_zip_depends_only_on_its_contents() -> None:
    files = {"b": b"2", "a/c": b"1"}
    assert write_zip(files) == write_zip(dict(reversed(files.items())))
    assert read_zip(write_zip(files)) == files
