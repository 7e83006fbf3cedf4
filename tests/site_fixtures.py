"""Fixtures shared by the builder's, the browser and the parity tests: the built page and servers."""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.server import Server
from tests.paths import ROOT
from tools.browser.serving import serving


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Let only one process at a time run a block."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder of this test run, the same for all pytest-xdist workers."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


@pytest.fixture(scope="session")
def dist(shared_folder: Path) -> Path:
    """The page, built from this checkout. It is built once; a second build changes nothing."""
    folder = shared_folder / "site" / "dist"
    with lock(shared_folder / "site.lock"):
        build_site(Inputs.of_checkout(ROOT), folder)
    return folder


@pytest.fixture(scope="session")
def start_server() -> Iterator[Callable[[Server], str]]:
    """Start a server in a thread and return its address; all are stopped at the end."""
    with ExitStack() as stack:
        yield lambda server: stack.enter_context(serving(server))
