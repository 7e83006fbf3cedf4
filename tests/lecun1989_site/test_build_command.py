import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import numpy as np
import pytest

from lecun1989_lab.files import load_weights
from lecun1989_site.page.misread_gallery import NETWORK
from tests.lecun1989_lab.datasets.test_folder import RAMP, TEST, TRAIN, pack_lines, write, zip_line, zip_lines
from tests.paths import ROOT

BUILD = str(ROOT / "build.py")


def run(*arguments: str, data: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LECUN1989_DATA": data}
    return subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=120, env=environment
    )


@pytest.fixture(scope="module")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Data in which the published network misreads the last three test digits and no other."""
    weights = load_weights(ROOT / "weights" / f"{NETWORK}.json")
    answer = int(weights.network.outputs(np.array(RAMP, np.float32).reshape(16, 16)).argmax())
    test = [zip_line(answer)] * (TEST - 3) + [zip_line((answer + step) % 10) for step in (1, 2, 3)]
    folder = tmp_path_factory.mktemp("data")
    write(folder / "zip", {"zip.train.gz": pack_lines(zip_lines(TRAIN)), "zip.test.gz": pack_lines(test)})
    return folder


def test_it_builds_says_what_and_serves(tmp_path: Path) -> None:
    command = [sys.executable, BUILD, "--out", str(tmp_path / "out"), "--serve", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        said = ""
        try:
            for line in process.stdout:
                said += line
                if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                    with urlopen(found[0]) as response:
                        assert response.read() == (tmp_path / "out" / "index.html").read_bytes()
                    break
        finally:
            process.terminate()
    assert re.search(r"^all +\d+ +[\d,]+ +[\d,]+$", said, re.M)
    assert f"Built {tmp_path / 'out'}" in said


def test_a_missing_dependency_is_named_with_the_remedy() -> None:
    result = run("-I", "-S", BUILD)  # -S: nothing installed is seen
    assert result.returncode == 1
    assert re.fullmatch(
        r"build\.py needs \w+: run `pip install -e \.\[site\]` in .*, or `make site`\.\n", result.stderr
    )


@pytest.mark.parametrize("by_name", [True, False], ids=["--data-dir", "LECUN1989_DATA"])
def test_data_at_hand_brings_the_gallery(tmp_path: Path, data_folder: Path, by_name: bool) -> None:
    out = tmp_path / "out"
    if by_name:
        result = run(BUILD, "--out", str(out), "--data-dir", str(data_folder))
    else:
        result = run(BUILD, "--out", str(out), data=str(data_folder))
    assert result.returncode == 0, result.stderr
    assert "no gallery" not in result.stdout
    assert re.search(r"^misread digits +2 ", result.stdout, re.M)
    index = (out / "index.html").read_text("utf-8")
    assert index.count("data-misread=") == 3
    assert str(data_folder) not in index


def test_without_zip_codes_the_page_has_no_gallery(tmp_path: Path) -> None:
    (tmp_path / "data" / "mnist").mkdir(parents=True)
    result = run(BUILD, "--out", str(tmp_path / "out"), data=str(tmp_path / "data"))
    assert result.returncode == 0, result.stderr
    assert "so the page has no gallery of misread digits.\n" in result.stdout
    (config,) = re.findall(
        r'id="config">(.*?)</script>', (tmp_path / "out" / "index.html").read_text("utf-8")
    )
    assert json.loads(config)["gallery"] is None


def test_a_data_folder_without_zip_codes_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    result = run(BUILD, "--data-dir", str(tmp_path / "data"), "--out", str(tmp_path / "out"))
    assert result.returncode == 1
    first, second = result.stderr.strip().splitlines()
    assert "zip.train.gz, zip.test.gz missing; put " in first
    assert second == "Error: the misread digits are not known, so nothing was built: see the message above"
    assert not (tmp_path / "out").exists()


def test_failed_training_builds_nothing(tmp_path: Path) -> None:
    result = run(BUILD, "--train", "--data-dir", str(tmp_path / "missing"), "--out", str(tmp_path / "out"))
    assert result.returncode == 1
    assert "training failed, so nothing was built" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_foreign_folder_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    result = run(BUILD, "--out", str(tmp_path))
    assert result.returncode == 1
    assert (
        result.stderr.strip().splitlines()[-1].endswith("are not a build of this site: choose another --out")
    )
