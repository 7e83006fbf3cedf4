"""The documents with generated tables, filled in from the project's measured files."""

from pathlib import Path

from lecun1989.files import read_text
from lecun1989.published import load
from lecun1989.results.measurements import read_measurements
from lecun1989.results.published import read_published
from lecun1989.results.schema import read_results
from lecun1989_lab.report.command_reference import command_reference
from lecun1989_lab.report.loading_tables import loading_blocks
from lecun1989_lab.report.markdown import fill_blocks
from lecun1989_lab.report.python_api import python_api
from lecun1989_lab.report.results_tables import results_blocks
from lecun1989_lab.studies.results import PUBLISHED

DOCUMENTS = ("README.md", "docs/results.md", "docs/loading.md")


def make_blocks(root: Path) -> dict[str, str]:
    """Return the text of every block by its name.

    Args:
        root: the project's folder.

    Raises:
        InputError: a file cannot be read or is broken.
    """
    results, published = root / "weights" / "results.json", root / "site_template" / "published.json"
    measurements = read_measurements(root / "docs" / "measured")
    return {
        **results_blocks(
            read_results(read_text(results), str(results)),
            read_published(read_text(published), str(published)),
            [load(root / "weights" / f"{name}.json") for name in PUBLISHED],
            measurements,
        ),
        **loading_blocks(measurements),
    }


def fill_documents(root: Path) -> dict[Path, str]:
    """Return the documents: those with tables of measurements, and the two that are generated from the code.

    Args:
        root: the project's folder.

    Raises:
        InputError: a file cannot be read or is broken, or a document has no place for a table.
    """
    documents = {name: read_text(root / name) for name in DOCUMENTS}
    filled = {root / name: text for name, text in fill_blocks(documents, make_blocks(root)).items()}
    written = {"commands.md": command_reference(tuple(PUBLISHED)), "python-api.md": python_api()}
    return {**filled, **{root / "docs" / name: text for name, text in written.items()}}
