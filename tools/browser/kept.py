"""The files that the page's service worker keeps, for tests and benchmarks."""

import json
from collections.abc import Mapping

from playwright.sync_api import Page

CACHES = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
    async (name) => [name, (await (await caches.open(name)).keys()).length])))"""
TRIES = 600  # every tenth of a second


def wait_until_kept(page: Page, service_worker: str) -> None:
    """Wait until the service worker has kept all its files, and no files of other versions.

    Raises:
        AssertionError: it takes too long.
    """
    kept = json.loads(service_worker[len("self.kept = ") : service_worker.index(";\n")])
    expected = {f"lecun1989 {kept['version']}": len(kept["files"])}
    found: Mapping[str, int] = {}
    for _ in range(TRIES):
        found = page.evaluate(CACHES)
        if found == expected:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"kept {found}, expected {expected}")
