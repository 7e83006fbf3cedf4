"""The published assets and licences, as one mapping from path to bytes.

    index.html  404.html  .nojekyll  _headers   see pages.py
    service-worker.js         see service_worker.py
    assets/app-HASH/          style sheet and ES modules, as in site_template/app, with the site's colours
    assets/pyodide-HASH/      Pyodide's core
    assets/packages-HASH/     the wheels of NumPy and lecun1989, and their lock file
    assets/snapshot-HASH/     a memory snapshot of Python with all this loaded, and NumPy's extension modules
    assets/weights-HASH/      the networks
    assets/gallery-HASH/      the misread digits, if the build has the data
    assets/card-HASH/         the picture for link previews
    licenses/

HASH is the hash of the folder's content, so browsers may cache assets/ for ever.
"""

from collections.abc import Mapping
from pathlib import Path

from lecun1989_site.content import Content
from lecun1989_site.digest import files_in, short_name
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.example import DIGIT, read_example
from lecun1989_site.page.social_card import CARD, draw_card
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.fetch import read_version
from lecun1989_site.runtime.licences import collect_licences
from lecun1989_site.runtime.lockfile import build_lock, read_info
from lecun1989_site.runtime.prepare import Prepared

STYLES = "styles.css"
CORE_LOCK = "pyodide-lock.json"
UNPUBLISHED = ("test", "types.js")  # of site_template/app

Kinds = dict[str, dict[str, bytes]]  # folder's kind -> path in the folder -> bytes


def build_assets(
    inputs: Inputs, content: Content, runtime: Mapping[str, Path], prepared: Prepared
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files in assets/ and licenses/, and the published folder of each kind.

    Args:
        inputs: the build's inputs.
        content: from `read_content`.
        runtime: verified files of `fetch_runtime`.
        prepared: from `prepare`.

    Returns:
        Path -> bytes, and "app" | "pyodide" | "packages" | "snapshot" | "weights" | "card" | "gallery" -> folder.
    """
    info, pyodide = read_info(runtime[CORE_LOCK].read_bytes()), read_version(inputs.pins)
    kinds = {
        **_runtime_kinds(runtime, prepared, build_lock(info, pyodide, prepared.wheels)),
        **_own_kinds(inputs.templates / "app", content),
    }
    folders = {kind: f"assets/{kind}-{short_name(files)}" for kind, files in kinds.items()}
    published = {
        f"{folders[kind]}/{name}": data for kind, files in kinds.items() for name, data in files.items()
    }
    numpy_wheel = next(path for name, path in runtime.items() if name.endswith(".whl")).read_bytes()
    licences = collect_licences(inputs.licence, numpy_wheel, pyodide, info["python"])
    return {**published, **{f"licenses/{name}": data for name, data in licences.items()}}, folders


def _runtime_kinds(runtime: Mapping[str, Path], prepared: Prepared, lock: bytes) -> Kinds:
    return {
        "pyodide": {
            # Some hosts send .mjs with a type that browsers refuse to run. Every host knows .js.
            "pyodide.js": runtime["pyodide.mjs"].read_bytes(),
            "pyodide.asm.js": runtime["pyodide.asm.js"].read_bytes(),
            "pyodide.asm.wasm": runtime["pyodide.asm.wasm"].read_bytes(),
            STDLIB: prepared.stdlib,
        },
        "packages": {**prepared.wheels, CORE_LOCK: lock},
        "snapshot": prepared.snapshot.files,
    }


def _own_kinds(app: Path, content: Content) -> Kinds:
    settings, networks = content.settings, content.networks
    files = {name: path.read_bytes() for name, path in files_in(app, skip=UNPUBLISHED).items()}
    example = read_example(networks[content.first].network)
    kinds = {
        "app": files | {STYLES: settings.style.encode() + files[STYLES]},
        "weights": {f"{name}.json": each.data for name, each in networks.items()},
        "card": {CARD: draw_card(settings, example.image, DIGIT)},
    }
    return kinds | ({"gallery": content.gallery.files()} if content.gallery else {})
