"""Makes the source wheel of `lecun1989` from its folder."""

from pathlib import Path

from lecun1989_site.digest import files_in
from lecun1989_site.runtime.archive import write_wheel

PACKAGE = "lecun1989"


def build_package_wheel(package: Path, version: str) -> tuple[str, bytes]:
    """Return the file name and bytes of a wheel with the unchanged files of the package.

    Args:
        package: the folder src/lecun1989.
        version: the wheel's version.
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
