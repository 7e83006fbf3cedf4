"""The two wheels of the page: `lecun1989` made from its folder, NumPy without what a page never loads."""

from pathlib import Path

from lecun1989_site.archive import read_zip, write_wheel
from lecun1989_site.digest import files_in

PACKAGE = "lecun1989"


def build_package_wheel(package: Path, version: str) -> tuple[str, bytes]:
    """Return the file name and bytes of a wheel that holds one package folder, byte for byte.

    Args:
        package: the folder src/lecun1989.
        version: the version that the wheel carries.
    """
    information = f"{PACKAGE}-{version}.dist-info"
    files = {f"{PACKAGE}/{name}": path.read_bytes() for name, path in files_in(package).items()}
    files[f"{information}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {PACKAGE}\nVersion: {version}\nRequires-Dist: numpy\n"
    ).encode()
    files[f"{information}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: lecun1989_site\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    return f"{PACKAGE}-{version}-py3-none-any.whl", write_wheel(files)


def prune_numpy(wheel: bytes) -> bytes:
    """Return NumPy's wheel without its tests and what only compilers and type checkers read."""
    return write_wheel({name: data for name, data in read_zip(wheel).items() if not _is_unused(name)})


def _is_unused(name: str) -> bool:
    folders = name.split("/")[:-1]
    return (
        "tests" in folders
        or "_examples" in folders
        or name.startswith(("numpy/_core/include/", "numpy/_core/lib/"))
        or name.endswith((".pyi", ".pxd", ".a", ".c", ".h"))
    )
