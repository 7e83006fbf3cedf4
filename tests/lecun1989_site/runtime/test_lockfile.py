"""The lock file of the page's packages, compared with NumPy's entry in Pyodide's own lock file."""

import hashlib
import json

from lecun1989_site.runtime.fetch import cache_folder
from lecun1989_site.runtime.lockfile import build_lock, read_info

WHEELS = {
    "numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl": b"numpy",
    "lecun1989-0.1.0-cp313-none-any.whl": b"lecun1989",
}
INFO = {"abi_version": "2025_0", "arch": "wasm32", "platform": "emscripten_4_0_9", "python": "3.13.2"}


def test_each_wheel_is_listed_with_its_hash_and_dependencies() -> None:
    lock = json.loads(build_lock(INFO, "0.29.5", WHEELS))
    assert lock["info"] == {**INFO, "version": "0.29.5"}
    assert lock["packages"].keys() == {"numpy", "lecun1989"}
    for file_name, data in WHEELS.items():
        name, version = file_name.split("-")[:2]
        package = lock["packages"][name]
        assert (package["name"], package["version"], package["file_name"]) == (name, version, file_name)
        assert package["sha256"] == hashlib.sha256(data).hexdigest()
        assert package["imports"] == [name]
    assert lock["packages"]["lecun1989"]["depends"] == ["numpy"]
    assert lock["packages"]["numpy"]["depends"] == []


def test_the_order_of_the_wheels_does_not_matter() -> None:
    assert build_lock(INFO, "0.29.5", WHEELS) == build_lock(INFO, "0.29.5", dict(reversed(WHEELS.items())))


def test_it_has_the_same_fields_as_pyodides_own() -> None:
    core = (cache_folder() / "pyodide-lock.json").read_bytes()
    theirs = json.loads(core)["packages"]["numpy"]
    lock = json.loads(build_lock(read_info(core), "0.29.5", WHEELS))
    assert lock["packages"]["numpy"].keys() == theirs.keys()
    assert lock["info"].items() >= json.loads(core)["info"].items()
    for field in ("depends", "imports", "install_dir", "package_type", "unvendored_tests", "version"):
        assert lock["packages"]["numpy"][field] == theirs[field]
