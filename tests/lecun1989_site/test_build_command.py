"""`python build.py`: one real build as a command; what else it can be told, with a build that only notes its inputs."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import numpy as np
import pytest
from click.testing import CliRunner, Result

from lecun1989_site import cli
from lecun1989_site.build import Result as Built
from lecun1989_site.inputs import Inputs
from lecun1989_site.manifest import Manifest
from lecun1989_site.page.misread_gallery import NETWORK, read_gallery
from lecun1989_site.server import Server
from tests.lecun1989.networks import published
from tests.lecun1989_lab.datasets.test_folder import RAMP, TEST, TRAIN, pack_lines, write, zip_line, zip_lines
from tests.paths import ROOT

BUILD = str(ROOT / "build.py")


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data of which the published network misreads only the last three test digits."""
    answer = published(NETWORK).read_image(np.array(RAMP, np.float32).reshape(16, 16)).digit
    assert answer is not None
    test = [zip_line(answer)] * (TEST - 3) + [zip_line((answer + step) % 10) for step in (1, 2, 3)]
    folder = tmp_path_factory.mktemp("data")
    write(folder / "zip", {"zip.train.gz": pack_lines(zip_lines(TRAIN)), "zip.test.gz": pack_lines(test)})
    return folder


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[Inputs]:
    """The inputs of every build; nothing is built."""
    found: list[Inputs] = []

    def build_site(inputs: Inputs, out: Path, **options: object) -> Built:
        found.append(inputs)
        return Built(Manifest("", {}), rebuilt=True)

    monkeypatch.setattr(cli, "build_site", build_site)
    return found


def run(*arguments: str, data: str = "") -> Result:
    """Call the command of build.py with a value of LECUN1989_DATA."""
    return CliRunner().invoke(cli.main, arguments, obj=ROOT, env={"LECUN1989_DATA": data})


@pytest.mark.slow
def test_it_builds_with_data_prints_a_summary_and_serves(tmp_path: Path, data_folder: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, BUILD, "--out", str(out), "--data-dir", str(data_folder), "--serve", "0"]
    said = ""
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        try:
            for line in process.stdout:
                said += line
                if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                    with urlopen(found[0]) as response:
                        assert response.read() == (out / "index.html").read_bytes()
                    break
        finally:
            process.terminate()
    assert re.search(r"^all +\d+ +[\d,]+ +[\d,]+$", said, re.M)
    assert re.search(r"^misread digits +2 ", said, re.M)
    assert "no gallery" not in said
    assert f"Built {out}" in said
    index = (out / "index.html").read_text("utf-8")
    assert index.count("data-misread=") == 3
    assert str(data_folder) not in index


def test_a_missing_dependency_is_named_with_the_remedy() -> None:
    command = [sys.executable, "-I", "-S", BUILD]  # -S: without installed packages
    result = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert result.returncode == 1
    assert re.fullmatch(
        r"build\.py needs \w+: run `pip install -e \.\[site\]` in .*, or `make site`\.\n", result.stderr
    )


@pytest.mark.slow
def test_an_environment_variable_can_name_the_data_folder(data_folder: Path, built: list[Inputs]) -> None:
    result = run(data=str(data_folder))
    assert result.exit_code == 0, result.output
    assert built[0].misread is not None
    assert read_gallery(built[0].misread).network == NETWORK
    assert len(read_gallery(built[0].misread).tiles) == 3


@pytest.mark.parametrize("data", ["", "no zip codes"])
def test_without_zip_codes_there_is_no_gallery(tmp_path: Path, built: list[Inputs], data: str) -> None:
    (tmp_path / "mnist").mkdir()
    result = run(data=data and str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "so the page has no gallery of misread digits.\n" in result.output
    assert [inputs.misread for inputs in built] == [None]


@pytest.mark.slow
def test_a_data_folder_without_zip_codes_is_refused(
    tmp_path: Path, built: list[Inputs], capfd: pytest.CaptureFixture[str]
) -> None:
    result = run("--data-dir", str(tmp_path))
    assert result.exit_code == 1
    assert "zip.train.gz, zip.test.gz missing; put " in capfd.readouterr().err
    sentence = "Error: the misread digits could not be listed, so nothing was built; see the message above"
    assert result.output.splitlines()[-1] == sentence
    assert built == []


@pytest.mark.slow
def test_failed_training_builds_nothing(tmp_path: Path, built: list[Inputs]) -> None:
    result = run("--train", "--data-dir", str(tmp_path / "missing"))
    assert result.exit_code == 1
    assert "training failed, so nothing was built" in result.output
    assert built == []


def test_the_given_address_is_put_into_the_page(built: list[Inputs]) -> None:
    assert run("--url", "https://example.org/").exit_code == 0
    assert built[0].url == "https://example.org/"


def test_a_folder_that_holds_no_build_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = run("--out", str(tmp_path))
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].endswith("are not a build of this site; give another --out")


def test_a_port_in_use_is_named(tmp_path: Path, built: list[Inputs]) -> None:
    with Server(tmp_path) as server:
        port = str(server.server_address[1])
        result = run("--out", str(tmp_path), "--serve", port)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == f"Error: port {port} is in use; give another one, --serve PORT"


def test_the_builder_does_not_import_the_lab() -> None:
    script = (
        "import sys, lecun1989_site.cli; print([m for m in sys.modules if m.startswith('lecun1989_lab')])"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "-c", script]
    said = subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout
    assert said == "[]\n"


STOPPED = """
from lecun1989_site.cli import stop_in_order
from lecun1989_site.runtime.node_runner import run_script
stop_in_order()
run_script("compile.mjs", {})
"""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl+C"])
def test_a_stopped_build_takes_its_child_process_and_its_temporary_folder_along(
    tmp_path: Path, number: signal.Signals
) -> None:
    node, temporary = tmp_path / "bin" / "node", tmp_path / "temporary"
    for folder in (node.parent, temporary):
        folder.mkdir()
    node.write_text(
        f'#!/bin/sh\necho $$ > "{tmp_path}/pid.new"\nmv "{tmp_path}/pid.new" "{tmp_path}/pid"\nexec sleep 60\n'
    )
    node.chmod(0o755)
    path = f"{node.parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PATH": path, "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, "-c", STOPPED], env=environment, stderr=subprocess.DEVNULL
    ) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "pid").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert list(temporary.iterdir())
        process.send_signal(number)
        assert process.wait(30) != 0
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)
    assert list(temporary.iterdir()) == []
