"""Later visits: offline, and after a new version has been published."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from benchmarks.loading.server import Files, Line, SlowServer
from lecun1989_site.build import build_site
from lecun1989_site.inputs import Inputs
from lecun1989_site.server import Server
from tests.browser.faulty_server import (
    FaultyHandler,
    FaultyServer,
    answer_unavailable,
    answer_with_login,
    hang,
)
from tests.browser.visit import NO_SNAPSHOT
from tests.paths import ROOT
from tools.browser.kept import wait_until_kept
from tools.browser.serving import serving
from tools.browser.visitor import draw, expect_answer, open_ready

CAPTIVE = ("zip-1989.json", "memory.bin", "main.js")


def wait_until_all_is_kept(page: Page, folder: Path, restored: bool = True) -> None:
    wait_until_kept(page, (folder / "service-worker.js").read_text(), restored)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A context with a service worker, unlike in the other tests."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def publish(tmp_path: Path) -> Callable[[str], Path]:
    """Publish a version of the page, with its name in the title and the styles, always in the same folder."""

    def publish(version: str) -> Path:
        shutil.copytree(ROOT / "site_template", tmp_path / version)
        index = tmp_path / version / "index.html.j2"
        index.write_text(index.read_text().replace("<title>", f"<title>{version} "))
        styles = tmp_path / version / "app" / "styles.css"
        styles.write_text(f"{styles.read_text()}\n:root {{ --version: {version}; }}\n")
        inputs = Inputs.of_checkout(ROOT)
        build_site(Inputs(**{**vars(inputs), "templates": tmp_path / version}), tmp_path / "public")
        return tmp_path / "public"

    return publish


def expect_version(page: Page, version: str) -> None:
    """Expect the page and its style sheet to have this version, and the network to work."""
    assert page.title().startswith(version)
    assert (
        page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--version')") == version
    )
    page.get_by_test_id("clear").click()
    draw(page, 7)
    expect_answer(page, "7")


def test_a_new_version_is_shown_at_once_and_works_offline(
    page: Page, context: BrowserContext, publish: Callable[[str], Path], start_server: Callable[[Server], str]
) -> None:
    folder = publish("A")
    url = start_server(Server(folder))
    open_ready(page, url)
    expect_version(page, "A")
    wait_until_all_is_kept(page, folder)
    publish("B")
    open_ready(page, url)
    expect_version(page, "B")
    wait_until_all_is_kept(page, folder)
    context.set_offline(True)
    open_ready(page, url)
    expect_version(page, "B")


def test_no_file_is_fetched_twice(page: Page, dist: Path) -> None:
    """The service worker takes assets from the browser's cache. Only the page itself is requested again."""
    with SlowServer(Files.in_folder(dist), Line("quick"), compress=True) as server:
        open_ready(page, server.url)
        wait_until_all_is_kept(page, dist)
        assets = [target for target in server.requests if target.startswith("/assets/")]
        assert len(assets) == len(set(assets))
        assert server.requests.count("/") == 2
        page.close()


def test_the_page_works_without_a_service_worker(page: Page, dist: Path, site_url: str) -> None:
    page.add_init_script("delete Navigator.prototype.serviceWorker")
    open_ready(page, site_url)
    draw(page, 7)
    expect_answer(page, "7")
    expect(page.locator("#status")).to_contain_text("Ready after")


@pytest.fixture
def faulty(dist: Path) -> Iterator[FaultyServer]:
    server = FaultyServer(dist)
    with serving(server):
        yield server


def test_a_page_without_a_snapshot_works_offline_too(
    page: Page, context: BrowserContext, dist: Path, site_url: str
) -> None:
    page.add_init_script(NO_SNAPSHOT)
    open_ready(page, site_url)
    wait_until_all_is_kept(page, dist, restored=False)
    context.set_offline(True)
    open_ready(page, site_url)
    draw(page, 7)
    expect_answer(page, "7")


def test_wrong_answers_are_not_kept(
    page: Page, context: BrowserContext, dist: Path, faulty: FaultyServer
) -> None:
    """While the service worker keeps the files, a login page comes instead of some. Later all of them come."""
    asked: list[str] = []

    def answer(handler: FaultyHandler) -> None:
        asked.append(handler.path)
        answer_with_login(handler)

    open_ready(page, faulty.url)
    faulty.faults = dict.fromkeys((*CAPTIVE, ""), answer)
    while len(asked) < 2:  # the first of the files is requested twice
        page.wait_for_timeout(100)
    faulty.faults = {}
    open_ready(page, faulty.url)
    wait_until_all_is_kept(page, dist)
    context.set_offline(True)
    open_ready(page, faulty.url)
    page.get_by_test_id("model").select_option("zip-1989")
    draw(page, 7)
    expect_answer(page, "7")


@pytest.mark.parametrize("fault", [answer_unavailable, hang])
def test_a_host_that_fails_or_hangs_gives_the_kept_page(
    page: Page, dist: Path, faulty: FaultyServer, fault: Callable[[FaultyHandler], None]
) -> None:
    open_ready(page, faulty.url)
    wait_until_all_is_kept(page, dist)
    faulty.faults = {"": fault}
    open_ready(page, faulty.url)
    draw(page, 7)
    expect_answer(page, "7")


def test_two_copies_of_the_page_at_one_origin_work_offline(
    page: Page, context: BrowserContext, dist: Path, tmp_path: Path, start_server: Callable[[Server], str]
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).symlink_to(dist)
    url = start_server(Server(tmp_path))
    for name in ("a", "b"):
        open_ready(page, f"{url}{name}/")
        wait_until_all_is_kept(page, dist)
    context.set_offline(True)
    for name in ("a", "b"):
        open_ready(page, f"{url}{name}/")
        draw(page, 7)
        expect_answer(page, "7")
