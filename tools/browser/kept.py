"""The files that the page's service worker keeps, for tests and benchmarks."""

import json
from collections.abc import Mapping

from playwright.sync_api import Page

CACHES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
    async (name) => [name, (await (await caches.open(name)).keys()).length])))"""
TRIES = 600  # every tenth of a second


def wait_until_kept(page: Page, service_worker: str, restored: bool = True) -> None:
    """Wait until the service worker of a page has kept all its files, and no files of other versions.

    Args:
        page: the page, after Python has started.
        service_worker: the script's text.
        restored: whether Python was restored from its snapshot; if not, files of a plain start are kept too.

    Raises:
        AssertionError: it takes too long.
    """
    kept = json.loads(service_worker[len("self.kept = ") : service_worker.index(";\n")])
    files = 1 + len(kept["files"]) + (0 if restored else len(kept["plain"]))  # with the page
    prefix = f"lecun1989 {page.evaluate('location.pathname')} "
    expected = {f"{prefix}{kept['version']}": files}
    found: Mapping[str, int] = {}
    for _ in range(TRIES):
        caches = page.evaluate(CACHES)
        found = {name: count for name, count in caches.items() if name.startswith(prefix)}
        if found == expected:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"kept {found}, expected {expected}")
