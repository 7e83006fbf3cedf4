"""Everything that is published, as one mapping of path to bytes.

    index.html  404.html  .nojekyll  _headers
    assets/app-HASH/          style sheet and ES modules, as in site_template/app, with the site's own colour
    assets/pyodide-HASH/      Pyodide's core
    assets/packages-HASH/     the NumPy and lecun1989 wheels, and the lock file that names them
    assets/snapshot-HASH/     a picture of the memory of Python with all this loaded, and NumPy's extension modules
    assets/weights-HASH/      the networks
    assets/gallery-HASH/      the misread digits, where the build had the data
    assets/card-HASH/         the picture for previews of links
    licenses/

HASH is of the folder's contents, so that a host may tell browsers to keep assets/ for ever.
"""

from collections.abc import Callable
from pathlib import Path

import jinja2

from lecun1989.errors import InputError
from lecun1989.model.checkpoint import Weights
from lecun1989_site.digest import files_in, short_name
from lecun1989_site.inputs import Inputs
from lecun1989_site.page.example import DIGIT, draw_example
from lecun1989_site.page.headers import CONTENT_SECURITY_POLICY, build_headers
from lecun1989_site.page.misread_gallery import Gallery
from lecun1989_site.page.modules import imported_modules
from lecun1989_site.page.render import Exhibition, Model, SiteContext, default_name
from lecun1989_site.page.social_card import CARD, draw_card
from lecun1989_site.runtime.bytecode import STDLIB
from lecun1989_site.runtime.licences import collect_licences
from lecun1989_site.runtime.lockfile import build_lock, read_info
from lecun1989_site.runtime.prepare import Prepared
from lecun1989_site.runtime.snapshot import MEMORY
from lecun1989_site.settings import Settings

STYLES = "styles.css"
Render = Callable[[SiteContext, Path], dict[str, str]]


def build_assets(
    inputs: Inputs,
    settings: Settings,
    networks: dict[str, tuple[bytes, Weights]],
    gallery: Gallery | None,
    runtime: dict[str, Path],
    pyodide: str,
    prepared: Prepared,
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files below assets/ and licenses/, and the published folder of each kind.

    Args:
        inputs: where things are.
        settings: from `Inputs.settings`.
        networks: from `Inputs.networks`.
        gallery: from `Inputs.gallery`.
        runtime: verified files of `fetch_runtime`.
        pyodide: Pyodide's version.
        prepared: from `prepare`.

    Returns:
        Path -> bytes, and "app" | "pyodide" | "packages" | "snapshot" | "weights" | "card" | "gallery" -> folder.
    """
    info = read_info(runtime["pyodide-lock.json"].read_bytes())
    app = {name: path.read_bytes() for name, path in files_in(inputs.templates / "app").items()}
    first = networks[default_name(networks)][1]
    kinds = {
        "app": app | {STYLES: settings.style.encode() + app[STYLES]},
        "pyodide": {
            # Some hosts give .mjs a type that browsers refuse to run; every host knows .js.
            "pyodide.js": runtime["pyodide.mjs"].read_bytes(),
            "pyodide.asm.js": runtime["pyodide.asm.js"].read_bytes(),
            "pyodide.asm.wasm": runtime["pyodide.asm.wasm"].read_bytes(),
            STDLIB: prepared.stdlib,
        },
        "packages": {
            **prepared.wheels,
            "pyodide-lock.json": build_lock(info, pyodide, prepared.wheels),
        },
        "snapshot": prepared.snapshot.files,
        "weights": {f"{name}.json": data for name, (data, _) in networks.items()},
        "card": {CARD: draw_card(settings, draw_example(first), DIGIT)},
    }
    if gallery:
        kinds["gallery"] = gallery.files()
    folders = {kind: f"assets/{kind}-{short_name(files)}" for kind, files in kinds.items()}
    published = {
        f"{folders[kind]}/{name}": data for kind, files in kinds.items() for name, data in files.items()
    }
    numpy_wheel = next(path for name, path in runtime.items() if name.endswith(".whl")).read_bytes()
    for name, data in collect_licences(inputs.licence, numpy_wheel, pyodide, info["python"]).items():
        published[f"licenses/{name}"] = data
    return published, folders


def build_pages(
    inputs: Inputs,
    settings: Settings,
    networks: dict[str, tuple[bytes, Weights]],
    gallery: Gallery | None,
    folders: dict[str, str],
    prepared: Prepared,
    render: Render,
) -> dict[str, bytes]:
    """Return the HTML pages and the files for hosts.

    Raises:
        InputError: a template, results.json, published.json or a file of docs/measured is broken.
    """
    context = SiteContext(
        settings=settings,
        card=f"{folders['card']}/{CARD}",
        stylesheet=f"{folders['app']}/{STYLES}",
        script=f"{folders['app']}/main.js",
        modules=tuple(
            f"{folders['app']}/{name}" for name in imported_modules(inputs.templates / "app", "main.js")
        ),
        runtime={
            "script": f"{folders['pyodide']}/pyodide.js",
            "core": f"{folders['pyodide']}/pyodide.asm.js",
            "index": f"{folders['pyodide']}/",
            "lock": f"{folders['packages']}/pyodide-lock.json",
            "snapshot": {
                "memory": f"{folders['snapshot']}/{MEMORY}",
                "bytes": prepared.snapshot.memory,
                "extensions": [
                    {"path": place, "url": f"{folders['snapshot']}/{file}"}
                    for place, file in prepared.snapshot.extensions.items()
                ],
                "network": default_name(networks),
            },
        },
        models=tuple(
            Model(name=name, url=f"{folders['weights']}/{name}.json", weights=weights)
            for name, (_, weights) in networks.items()
        ),
        results=inputs.results(),
        measurements=inputs.measurements(),
        gallery=Exhibition(gallery, folders["gallery"]) if gallery else None,
        version=inputs.version(),
        csp=CONTENT_SECURITY_POLICY,
    )
    try:
        pages = render(context, inputs.templates)
    except jinja2.TemplateError as error:
        place = getattr(error, "filename", None) or inputs.templates
        line = getattr(error, "lineno", None)
        raise InputError(f"{place}{f', line {line}' if line else ''}: {error.message or error}") from error
    except KeyError as error:
        raise InputError(
            f"a network's provenance has no {error}, which the page shows: "
            "make it again with `python build.py --train`"
        ) from error
    files = {name: text.encode() for name, text in pages.items()}
    return {**files, "_headers": build_headers(pages.values()).encode(), ".nojekyll": b""}
