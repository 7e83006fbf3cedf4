import pytest

from lecun1989.errors import InputError
from lecun1989_lab.report.loading_tables import update_loading
from lecun1989_lab.report.results_tables import update_readme
from tests.paths import ROOT


def test_the_readmes_results_are_those_of_the_files() -> None:
    text = (ROOT / "README.md").read_text()
    assert update_readme(text, ROOT) == text, "run `lecun1989 report`"


def test_the_tables_of_loading_are_those_of_the_file() -> None:
    text = (ROOT / "docs" / "loading.md").read_text()
    assert update_loading(text, ROOT) == text, "run `lecun1989 report`"


def test_a_readme_without_its_block_is_refused() -> None:
    with pytest.raises(InputError, match="no block of results"):
        update_readme("# Title", ROOT)
