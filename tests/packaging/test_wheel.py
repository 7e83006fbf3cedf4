"""The wheel, built here and installed in a fresh environment: its content, and that every command runs."""

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lecun1989.cli import COMMANDS
from lecun1989.ink.strokes import draw
from lecun1989.published import names
from tests.lecun1989_lab.evaluation.test_zip_codes import digits_of
from tests.paths import ROOT

pytestmark = pytest.mark.slow

# `study` and `select` take recipes of many passes: here, one pass over scikit-learn's digits.
SHORTEN = """
import sys
from dataclasses import replace
from lecun1989_lab.training.recipes import RECIPES
RECIPES["karpathy-2022"] = replace(RECIPES["karpathy-2022"], dataset="digits", passes=1)
from lecun1989.cli import main
main(sys.argv[1:])
"""
LAB_COMMANDS = {
    "train": ["--recipe", "karpathy-2022", "--data", "digits", "--passes", "1", "--out", "mine.json"],
    "evaluate": ["mine.json"],
    "misread": ["mine.json", "--json"],
    "gradcheck": [],
    "strokes": ["reader", "strokes.jsonl"],
    "codes": ["reader", "strokes.jsonl"],
    "teaching": ["zip-1989", "strokes.jsonl"],
}
SHORTENED = {
    "study": [
        "--recipe",
        "karpathy-2022",
        "--seeds",
        "1",
        "--jobs",
        "1",
        "--runs-dir",
        "runs",
        "--out",
        "r.json",
    ],
    "select": ["--recipe", "karpathy-2022", "--vary", "passes=1", "--seeds", "1", "--jobs", "1"],
}
NEED_A_CHECKOUT = ("publish", "report")


class Installed:
    """An environment that holds the wheel, and an empty folder to work in."""

    def __init__(self, environment: Path, folder: Path) -> None:
        self.folder = folder
        self._python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
        self._variables = {
            name: value
            for name, value in os.environ.items()
            if name not in ("LECUN1989_DATA", "PYTHONPATH", "VIRTUAL_ENV")
        }

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the folder, which holds nothing of the checkout."""
        return subprocess.run(
            [str(self._python), *arguments],
            cwd=self.folder,
            env=self._variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, requirement: str) -> None:
        """Install something with pip."""
        done = self.python("-m", "pip", "install", "--quiet", "--disable-pip-version-check", requirement)
        assert done.returncode == 0, done.stderr

    def run(self, *arguments: str, by: Sequence[str] = ("-m", "lecun1989")) -> str:
        """Run the command, which must succeed."""
        done = self.python(*by, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, *arguments: str) -> str:
        """Run the command, which must refuse in one line; return that line."""
        done = self.python("-m", "lecun1989", *arguments)
        assert done.returncode == 1, done.stdout
        (line,) = done.stderr.strip().splitlines()
        return line


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel. -P keeps the checkout off Python's path, where build.py would stand in for the package build."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-P", "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True, cwd=ROOT)
    (path,) = out.iterdir()
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """An environment with the wheel and what it needs, and pictures and strokes to read."""
    environment = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    found = Installed(environment, tmp_path_factory.mktemp("empty"))
    found.install(str(wheel))
    ink = draw([[(0.2, 0.0), (0.8, 0.0), (0.4, 1.0)]])
    Image.fromarray((255 * (1 - ink)).astype(np.uint8)).save(found.folder / "seven.png")
    lines = [{"id": digit.id, "label": digit.label, "strokes": digit.strokes} for digit in digits_of(2)]
    (found.folder / "strokes.jsonl").write_text("\n".join(map(json.dumps, lines)))
    return found


@pytest.fixture(scope="module")
def lab(wheel: Path, installed: Installed) -> Installed:
    """The same environment with the extras."""
    installed.install(f"{wheel}[lab,onnx]")
    return installed


def test_the_wheel_holds_the_library_the_lab_and_the_networks(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        files = archive.namelist()
    assert {Path(file).parts[0] for file in files if ".dist-info" not in file} == {
        "lecun1989",
        "lecun1989_lab",
    }
    networks = {Path(file).stem for file in files if file.startswith("lecun1989/weights/")}
    assert networks == set(names())
    assert "lecun1989/py.typed" in files


def test_pictures_are_read_from_an_empty_folder(installed: Installed) -> None:
    assert installed.run("predict", "reader", "seven.png").startswith("seven.png: 7 (score ")
    assert installed.run("zipcode", "reader", "seven.png") == "seven.png: 7\n"
    assert installed.run("--version").split()[-1].count(".") == 2
    script = "import lecun1989; print(lecun1989.names()); print(lecun1989.load('zip-1989').read('seven.png'))"
    listed, reading = installed.run(script, by=["-c"]).splitlines()
    assert listed == str(names())
    assert reading.startswith("Reading(digit=7")


def test_a_command_that_needs_an_extra_names_it(installed: Installed) -> None:
    for command in LAB_COMMANDS:
        assert installed.refused(command, "--help").endswith("run: pip install 'lecun1989[lab]'")
    assert installed.refused("export", "reader", "--to", "onnx").endswith(
        "run: pip install 'lecun1989[onnx]'"
    )
    assert sorted(path.name for path in installed.folder.iterdir()) == ["seven.png", "strokes.jsonl"]


def test_every_command_runs(lab: Installed) -> None:
    for command, arguments in LAB_COMMANDS.items():
        assert lab.run(command, *arguments), command
    for command, arguments in SHORTENED.items():
        assert lab.run(command, *arguments, by=["-c", SHORTEN]), command
    lab.run("export", "mine.json", "--to", "onnx")
    assert (lab.folder / "mine.onnx").exists()
    for command in NEED_A_CHECKOUT:
        assert "needs a checkout of the project" in lab.refused(command)
    assert "Give --out FILE, or run this in a checkout" in lab.python("-m", "lecun1989", "study").stderr
    tried = {*LAB_COMMANDS, *SHORTENED, *NEED_A_CHECKOUT, "predict", "zipcode", "export"}
    assert tried == set(COMMANDS)
