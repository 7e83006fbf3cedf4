"""The service worker: its script, and the list of what it keeps."""

import json
from collections.abc import Mapping
from pathlib import Path

from lecun1989_site.digest import short_name
from lecun1989_site.page.social_card import CARD
from lecun1989_site.runtime.bytecode import STDLIB

SERVICE_WORKER = "service-worker.js"
INDEX = "index.html"
# Not worth every visitor's bytes: what starts Python where there is no snapshot, and what only previews of links show.
NOT_KEPT = (STDLIB, ".whl", CARD)


def build_service_worker(templates: Path, files: Mapping[str, bytes], first: str) -> bytes:
    """Return the script, which another version of the page never has in common.

    Args:
        templates: folder of the script.
        files: all that is published: path -> bytes.
        first: name of the network that the snapshot holds.
    """
    kept = {name: data for name, data in files.items() if name.startswith("assets/") or name == INDEX}
    paths = sorted(
        "" if name == INDEX else name for name in kept if not name.endswith((*NOT_KEPT, f"/{first}.json"))
    )
    listed = json.dumps({"version": short_name(kept), "files": paths}, indent=1)
    return f"self.kept = {listed};\n\n{(templates / SERVICE_WORKER).read_text('utf-8')}".encode()
