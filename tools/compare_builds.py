"""Build the page from two copies of this checkout and compare every byte: the same commit must give the same page.

Run: python tools/compare_builds.py [PYTHON ...]

The copies stand at paths of different length. Each is built with its own cache, so each makes its own snapshot, and
with another user name, time zone, language, hash seed and umask. Given other Pythons, such as python3.13, each of them
builds one more copy. The gallery of misread digits is not built, because its data are not in the checkout.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from lecun1989.errors import InputError  # noqa: E402
from lecun1989_site.digest import combine, files_in, sha256_of_file  # noqa: E402
from lecun1989_site.runtime.fetch import cache_folder, fetch_runtime, read_pins  # noqa: E402
from lecun1989_site.runtime.scratch import scratch_folder  # noqa: E402

READ = ("src", "site_template", "weights", "docs/measured", "LICENSE", "pyproject.toml")  # by the build
SHOWN = 10  # differing files
BUILD = """
import sys
from pathlib import Path
from lecun1989.errors import InputError
from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
root, out, cache = map(Path, sys.argv[1:])
try:
    build_site(Inputs.of_checkout(root), out, cache)
except (InputError, OSError) as error:
    sys.exit(str(error))
"""
# What may differ between two people who build: path in the temporary folder, environment, umask.
PLACES: tuple[tuple[str, dict[str, str], int], ...] = (
    ("a", {"USER": "a", "TZ": "UTC", "LANG": "C.UTF-8", "PYTHONHASHSEED": "1"}, 0o022),
    (
        "another user's folder/with a longer path/數字",
        {"USER": "somebody", "TZ": "Pacific/Auckland", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "2"},
        0o077,
    ),
)


def main() -> None:
    """Compare, and print one hash of the whole page; exit with 1 if two builds differ."""
    parser = argparse.ArgumentParser(description="Build the page in several places and compare.")
    parser.add_argument("python", nargs="*", help="more Pythons to build with, with what the builder needs")
    pythons = [sys.executable, sys.executable, *parser.parse_args().python]
    try:
        with scratch_folder() as folder:
            builds = [_hashes(out) for out in build_copies(folder, pythons)]
    except InputError as error:
        sys.exit(str(error))
    for python, build in zip(pythons[1:], builds[1:], strict=True):
        if names := differing(builds[0], build):
            sys.exit("\n".join([f"The build by {python} differs in {len(names)} files:", *names[:SHOWN]]))
    print(f"{len(builds)} builds are byte-identical: {len(builds[0])} files, SHA-256 {combine(builds[0])}.")


def build_copies(folder: Path, pythons: Sequence[str]) -> list[Path]:
    """Build one copy of this checkout by each Python; return the built folders.

    Raises:
        InputError: a build failed.
    """
    pinned = fetch_runtime(cache_folder(), read_pins(ROOT / "src/lecun1989_site/runtime/pins.json"))
    outs = []
    for number, python in enumerate(pythons):
        name, environment, umask = PLACES[number % len(PLACES)]
        place = folder / str(number) / name
        _copy(place / "checkout", place / "cache", pinned)
        outs.append(place / "dist")
        print(f"Building copy {number + 1} of {len(pythons)} with {python}", flush=True)
        command = [python, "-c", BUILD, *(str(place / part) for part in ("checkout", "dist", "cache"))]
        path = {"PYTHONPATH": str(place / "checkout" / "src")}
        done = subprocess.run(command, env={**os.environ, **environment, **path}, umask=umask, check=False)
        if done.returncode:
            raise InputError("a build failed, so nothing was compared; see the message above")
    return outs


def differing(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Return the names under which two mappings from name to hash differ, sorted."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def _copy(checkout: Path, cache: Path, pinned: Mapping[str, Path]) -> None:
    cache.mkdir(parents=True)
    for name, path in pinned.items():
        shutil.copyfile(path, cache / name)
    for name in READ:
        target = checkout / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(ROOT / name, target)


def _hashes(folder: Path) -> dict[str, str]:
    return {name: sha256_of_file(path) for name, path in files_in(folder, skip=()).items()}


if __name__ == "__main__":
    main()
