"""The committed documents are what `lecun1989 report` writes."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from lecun1989.cli import main
from lecun1989.errors import InputError
from lecun1989_lab.report.documents import DOCUMENTS, fill_documents, make_blocks
from tests.paths import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the documents and of the files that their tables are made from."""
    for folder in ("weights", "docs/measured", "src/lecun1989/results"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for name in (*DOCUMENTS, "site_template/published.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_tables_in_the_documents_match_the_files() -> None:
    for path, text in fill_documents(ROOT).items():
        assert path.read_text("utf-8") == text, "run `lecun1989 report`"


def test_the_readme_has_one_table() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    found = [name for name in make_blocks(ROOT) if f"<!-- {name}: written by" in text]
    assert found == ["headline"]


def test_the_command_fills_a_table_again(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = checkout / "docs" / "results.md"
    before = path.read_text("utf-8")
    assert "98.2% (97.2 to 99.0)" in before
    path.write_text(before.replace("98.2% (97.2 to 99.0)", "99.9%"), "utf-8")
    monkeypatch.chdir(checkout)
    result = CliRunner().invoke(main, ["report"])
    assert result.exit_code == 0, result.output
    assert path.read_text("utf-8") == before


def test_a_document_without_its_block_is_refused(checkout: Path) -> None:
    (checkout / "README.md").write_text("# Title", "utf-8")
    with pytest.raises(InputError, match="the block headline with its two comments is missing"):
        fill_documents(checkout)
