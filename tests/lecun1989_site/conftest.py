"""Fixtures for the builder's tests."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from lecun1989_site.content import read_content
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.pages import build_pages
from lecun1989_site.page.render import render_pages
from lecun1989_site.runtime.snapshot import Snapshot
from tests.html import parse_html
from tests.paths import ROOT
from tests.site_fixtures import dist, shared_folder, start_server

__all__ = ["dist", "shared_folder", "start_server"]

KINDS = ("app", "card", "packages", "pyodide", "snapshot", "weights")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that need the complete built page as slow."""
    for item in items:
        if "dist" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def index() -> Element:
    """The page's HTML from this checkout, without building its Python runtime."""
    inputs = Inputs.of_checkout(ROOT)
    folders = {kind: f"assets/{kind}" for kind in KINDS}
    pages = build_pages(inputs.templates, read_content(inputs), folders, Snapshot({}, {}, 0), render_pages)
    return parse_html(pages["index.html"].decode())


@pytest.fixture
def no_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide npm and Node.js."""
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    monkeypatch.setattr("sys.executable", str(tmp_path / "empty" / "python"))
