"""The service worker's script, with the list of files that it keeps."""

import json
from collections.abc import Mapping
from pathlib import Path

from lecun1989.files import read_text
from lecun1989_site.digest import short_name
from lecun1989_site.page.social_card import CARD
from lecun1989_site.runtime.bytecode import STDLIB

SERVICE_WORKER = "service-worker.js"
INDEX = "index.html"
# Not kept: the files that start Python without a snapshot, and the picture for link previews.
NOT_KEPT = (STDLIB, ".whl", CARD)


def build_service_worker(templates: Path, files: Mapping[str, bytes], first: str) -> bytes:
    """Return the script, which is different for each version of the page.

    Args:
        templates: the script's folder.
        files: the published files: path -> bytes.
        first: the name of the network in the snapshot; its file is not kept.
    """
    kept = {name: data for name, data in files.items() if name.startswith("assets/") or name == INDEX}
    paths = sorted(
        "" if name == INDEX else name for name in kept if not name.endswith((*NOT_KEPT, f"/{first}.json"))
    )
    listed = json.dumps({"version": short_name(kept), "files": paths}, indent=1)
    return f"self.kept = {listed};\n\n{read_text(templates / SERVICE_WORKER)}".encode()
