"""What the documents say of the project is true: links, paths, commands, sizes. Tables: tests/lecun1989_lab/report."""

import re
import tomllib
from pathlib import Path

import pytest

from lecun1989.cli import COMMANDS
from tests.lecun1989.networks import published
from tests.paths import ROOT

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
LINK = re.compile(r"\]\((?!https?://)([^)#]*)(#[^)]+)?\)")
# Where the paths begin that documents name.
FOLDERS = (
    "src",
    "src/lecun1989",
    "src/lecun1989_lab",
    "src/lecun1989_site/runtime",
    "site_template",
    "tests",
)
BASES = [ROOT, ROOT / "site_template" / "app", *(ROOT / folder for folder in FOLDERS)]
ENDINGS = ("py", "js", "mjs", "toml", "j2", "yml", "cff")
# What the build makes, and what others bring.
ELSEWHERE = ("dist/", "wheelhouse/", "zip/", "mnist/", "pyodide.", "service-worker.js")


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {"#" + re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_has_a_target(path: Path) -> None:
    for file, anchor in LINK.findall(path.read_text("utf-8")):
        target = path.parent / file if file else path
        assert target.exists(), f"{path.name} links to {file}"
        assert not anchor or anchor in anchors(target), f"{path.name} links to {file}{anchor}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_files_that_are_named_exist(path: Path) -> None:
    named = re.findall(rf"`([\w./-]+\.(?:{'|'.join(ENDINGS)})|[\w./-]+/)`", path.read_text("utf-8"))
    for name in named:
        if not name.startswith(ELSEWHERE) and "HASH" not in name:
            assert any((base / name).exists() for base in BASES), f"{path.name} names {name}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_commands_that_are_named_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    for name in re.findall(r"(?:^|`)lecun1989 ([a-z]+)", text, re.MULTILINE):
        assert name in COMMANDS, f"{path.name} names lecun1989 {name}"
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for name in re.findall(r"`make ([a-z-]+)", text):
        assert name in targets, f"{path.name} names make {name}"


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text("utf-8").split()) <= 900


def test_the_readme_gives_the_sizes_of_the_data_sets() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for name in ("zip-1989", "reader"):
        split = published(name).card.provenance["dataset"]["split"]
        assert f"{split['train']:,}" in text
        assert f"{split['test']:,}" in text
    assert (
        f"{published('reader').card.provenance['dataset']['split']['written']:,} digits written for it"
        in text
    )


def test_the_changelog_has_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"## [{project['version']}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
