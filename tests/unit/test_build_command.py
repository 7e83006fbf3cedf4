import re
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

from tests.unit.site_inputs import ROOT

BUILD = str(ROOT / "build.py")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, timeout=120)


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


def test_data_without_training_is_refused(tmp_path: Path) -> None:
    result = run(BUILD, "--data-dir", str(tmp_path), "--out", str(tmp_path / "out"))
    assert result.returncode == 2
    assert "--data-dir is for --train" in result.stderr


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
