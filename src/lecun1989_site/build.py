"""The build from inputs to published folder; nothing is done when nothing has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lecun1989_site.inputs import Inputs
from lecun1989_site.output import Manifest, check_replaceable, is_whole, publish, read_manifest
from lecun1989_site.page.assets import Render, build_assets, build_pages
from lecun1989_site.page.render import default_name, render_pages
from lecun1989_site.page.service_worker import SERVICE_WORKER, build_service_worker
from lecun1989_site.runtime.fetch import cache_folder, fetch_runtime, read_pins, read_version
from lecun1989_site.runtime.prepare import Make, Parts, make_runtime, prepare
from lecun1989_site.runtime.wheel import build_package_wheel

RESTORER = "engine/snapshot.js"


@dataclass(frozen=True)
class Result:
    """What a build left behind, and whether it had to do anything."""

    manifest: Manifest
    rebuilt: bool


def build_site(
    inputs: Inputs,
    out: Path,
    cache: Path | None = None,
    render: Render = render_pages,
    make: Make = make_runtime,
    announce: Callable[[str], None] = lambda _: None,
) -> Result:
    """Build the site into a folder, unless it already holds just what these inputs make.

    Args:
        inputs: the folders to read.
        out: the folder to publish; an earlier build in it is replaced at the end, when all has succeeded.
        cache: where downloads and prepared files are kept; the user's cache folder if None.
        render: makes the HTML pages.
        make: makes what the page's Python needs.
        announce: told what is being done, in a few words.

    Raises:
        InputError: something given is missing or broken; `out` is left as it was.
    """
    cache = cache or cache_folder()
    check_replaceable(out)
    announce("Checking the runtime")
    runtime = fetch_runtime(cache, read_pins(inputs.pins), lambda what: announce(f"Fetching {what}"))
    announce("Comparing with the last build")
    # The runtime is verified against pins that are one of the inputs, so the hash covers it too.
    fingerprint = inputs.fingerprint()
    manifest = read_manifest(out)
    if manifest and manifest.inputs == fingerprint and is_whole(out, manifest):
        return Result(manifest, rebuilt=False)
    announce("Reading the networks")
    settings = inputs.settings()
    networks = inputs.networks()
    gallery = inputs.gallery()
    announce("Preparing Python, NumPy and a snapshot of them")
    first = default_name(networks)
    parts = Parts(
        runtime,
        build_package_wheel(inputs.package, inputs.version()),
        (first, networks[first][0]),
        inputs.templates / "app" / RESTORER,
    )
    prepared = prepare(parts, cache, make)
    assets, folders = build_assets(
        inputs, settings, networks, gallery, runtime, read_version(inputs.pins), prepared
    )
    announce("Rendering the pages")
    pages = build_pages(inputs, settings, networks, gallery, folders, prepared, render)
    announce("Writing")
    worker = build_service_worker(inputs.templates, {**assets, **pages}, first)
    return Result(publish({**assets, **pages, SERVICE_WORKER: worker}, fingerprint, out), rebuilt=True)
