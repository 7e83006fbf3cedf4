"""Exports of the page's modules, read with Node."""

import json
import subprocess
from typing import Any

from lecun1989_site.runtime.node_runner import find_node
from tests.paths import ROOT

APP = ROOT / "site_template" / "app"
BROWSER = "globalThis.matchMedia = () => ({ addEventListener() {} });"  # used while modules are imported


def exported(module: str, name: str) -> Any:
    """Return an export of a module in site_template/app; it must be valid JSON."""
    script = f"{BROWSER} const module = await import({json.dumps((APP / module).as_uri())});"
    script += f"console.log(JSON.stringify(module.{name}));"
    command = [str(find_node()), "--input-type=module", "--eval", script]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    return json.loads(said)
