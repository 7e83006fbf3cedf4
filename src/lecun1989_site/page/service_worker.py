"""The service worker's script, with the list of files that it keeps."""

import json
from collections.abc import Mapping
from pathlib import Path

from lecun1989.files import read_text
from lecun1989_site.digest import sha256, short_name
from lecun1989_site.page.social_card import CARD
from lecun1989_site.runtime.bytecode import STDLIB

SERVICE_WORKER = "service-worker.js"
INDEX = "index.html"


def build_service_worker(templates: Path, files: Mapping[str, bytes], first: str, script: str) -> bytes:
    """Return the script, which is different for each version of the page.

    Args:
        templates: the script's folder.
        files: the published files: path -> bytes.
        first: the name of the network in the snapshot; only a plain start needs its file.
        script: the path of main.js, which a page of this version names.
    """
    kept = {
        name: data
        for name, data in files.items()
        if name == INDEX or (name.startswith("assets/") and not name.endswith(CARD))
    }
    hashes = {name: sha256(data) for name, data in sorted(kept.items()) if name != INDEX}
    plain = {
        name: value for name, value in hashes.items() if name.endswith((STDLIB, ".whl", f"/{first}.json"))
    }
    listed = json.dumps(
        {
            "version": short_name(kept),
            "script": script,
            "files": {name: value for name, value in hashes.items() if name not in plain},
            "plain": plain,
        },
        indent=1,
    )
    return f"self.kept = {listed};\n\n{read_text(templates / SERVICE_WORKER)}".encode()
