"""Inputs of a small site: the real package, a random network, and a runtime of a few bytes."""

import io
import json
import zipfile
from pathlib import Path

from lecun1989_site.digest import sha256
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.context import SiteContext
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.prepare import Parts, Prepared
from lecun1989_site.runtime.snapshot import Snapshot
from tests.lecun1989.networks import random_images, random_network, trained
from tests.paths import ROOT

NUMPY = "numpy-2.2.5-cp313-cp313-pyodide_2025_0_wasm32.whl"
INFO = {"abi_version": "2025_0", "arch": "wasm32", "platform": "emscripten_4_0_9", "python": "3.13.2"}


def zip_of(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()


RUNTIME = {
    "pyodide.mjs": b"export const loadPyodide = null;\n",
    "pyodide.asm.js": b"// core\n",
    "pyodide.asm.wasm": b"\0asm",
    "python_stdlib.zip": zip_of({"os.py": "name = 'posix'\n"}),
    "pyodide-lock.json": json.dumps({"info": INFO, "packages": {}}).encode(),
    NUMPY: zip_of(
        {
            "numpy/__init__.py": "pi = 3\n",
            "numpy/tests/test_pi.py": "assert False\n",
            "numpy/__init__.pyi": "pi: int\n",
            "numpy-2.2.5.dist-info/METADATA": "Metadata-Version: 2.1\nName: numpy\nVersion: 2.2.5\n",
            "numpy-2.2.5.dist-info/LICENSE.txt": "Copyright NumPy Developers\n",
            "numpy-2.2.5.dist-info/RECORD": "",
        }
    ),
}


def write_pins(path: Path, address: str) -> None:
    """Write pins.json for RUNTIME, with a CDN's address."""
    files = [
        {
            "name": name,
            "bytes": len(data),
            "sha256": sha256(data),
            "url": f"{address}{name}",
            "npm": {"package": "parts@1.0.0", "member": f"package/dist/{name}"},
        }
        for name, data in RUNTIME.items()
    ]
    path.write_text(json.dumps({"pyodide": "0.29.5", "files": files}))


def write_runtime(folder: Path) -> None:
    """Write RUNTIME's files into a folder, as in a cache or on a CDN."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in RUNTIME.items():
        (folder / name).write_bytes(data)


def misread_text(network: str = "a") -> str:
    """Return an output of `lecun1989 misread --json` with 15 random images."""
    rows = [
        {
            "index": 3 * index,
            "digit": 9 - index % 4,
            "answer": index % 4,
            "confidence": (7 * index % 15) / 10,
            "rejected": 7 * index % 15 < 4,
            "image": image.ravel().tolist(),
        }
        for index, image in enumerate(random_images(15))
    ]
    return json.dumps({"weights": network, "data": "zip", "examples": 100, "misread": rows})


def make_inputs(folder: Path) -> Inputs:
    """Write a small site's inputs and a filled cache into a folder."""
    write_runtime(folder / "cache")
    write_pins(folder / "runtime.json", "http://127.0.0.1:1/")
    (folder / "package").mkdir()
    for path in (ROOT / "src" / "lecun1989").glob("*.py"):
        (folder / "package" / path.name).write_bytes(path.read_bytes())
    (folder / "builder").mkdir()
    (folder / "builder" / "code.py").write_text("1\n")
    (folder / "template" / "app").mkdir(parents=True)
    (folder / "template" / "app" / "styles.css").write_text("body { margin: 0 }\n")
    (folder / "template" / "app" / "main.js").write_text("export {};\n")
    (folder / "template" / "app" / "engine").mkdir()
    (folder / "template" / "app" / "engine" / "snapshot.js").write_text("export {};\n")
    (folder / "template" / "site.toml").write_text((ROOT / "site_template" / "site.toml").read_text())
    (folder / "template" / "service-worker.js").write_text("// keeps files\n")
    (folder / "weights").mkdir()
    trained(random_network()).save(folder / "weights" / "a.json")
    (folder / "measured").mkdir()
    (folder / "LICENSE").write_text("MIT\n")
    (folder / "pyproject.toml").write_text('[project]\nversion = "1.2.3"\n')
    return Inputs(
        package=folder / "package",
        builder=folder / "builder",
        templates=folder / "template",
        weights=folder / "weights",
        licence=folder / "LICENSE",
        pins=folder / "runtime.json",
        project=folder / "pyproject.toml",
        measured=folder / "measured",
    )


def make_runtime(parts: Parts) -> Prepared:
    """Replace the real runtime, which takes half a minute: return all files unchanged."""
    snapshot = Snapshot(
        {"memory.bin": parts.network[1] + parts.restorer.read_bytes(), "extension-0.wasm": b"\0asm"},
        {"/lib/numpy/core.so": "extension-0.wasm"},
        65536,
    )
    wheels = {NUMPY: parts.runtime[NUMPY].read_bytes(), parts.package[0]: parts.package[1]}
    return Prepared(parts.runtime[STDLIB].read_bytes(), wheels, snapshot)


def render(context: SiteContext, templates: Path) -> dict[str, str]:
    """Replace the real templates: write the context's values into a page."""
    models = [[model.name, model.url] for model in context.models]
    index = f"{context.stylesheet}\n{context.script}\n{json.dumps(context.runtime)}\n{json.dumps(models)}\n"
    return {
        "index.html": f"<!doctype html>{index}{context.version}",
        "404.html": "<!doctype html><style>p { margin: 0 }</style>",
    }
