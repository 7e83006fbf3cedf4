"""The build, from the inputs to the published folder. It does nothing if the inputs have not changed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lecun1989_site.content import Content, read_content
from lecun1989_site.inputs import Inputs
from lecun1989_site.manifest import Manifest, is_whole, read_manifest
from lecun1989_site.output import check_replaceable, is_unfinished, publish
from lecun1989_site.page.assets import build_assets
from lecun1989_site.page.pages import Render, build_pages
from lecun1989_site.page.render import render_pages
from lecun1989_site.page.service_worker import SERVICE_WORKER, build_service_worker
from lecun1989_site.runtime.fetch import cache_folder, fetch_runtime, read_pins
from lecun1989_site.runtime.prepare import Make, Parts, make_runtime, prepare
from lecun1989_site.runtime.scratch import sweep
from lecun1989_site.runtime.wheel import build_package_wheel

RESTORER = "engine/snapshot.js"


@dataclass(frozen=True)
class Result:
    """The manifest of the published folder, and whether the build had to write it."""

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
    """Build the site into a folder, unless the folder already holds the build of these inputs.

    Args:
        inputs: the files to read.
        out: the folder to publish; of the files in it, only those of an earlier build are replaced or removed.
        cache: the folder for downloads and prepared files; None for the user's cache folder.
        render: makes the HTML pages.
        make: makes the page's Python runtime.
        announce: is called with a short text for each step.

    Raises:
        InputError: an input is missing or broken; `out` is not changed.
    """
    cache = cache or cache_folder()
    check_replaceable(out)
    sweep(cache)
    announce("Checking the runtime")
    runtime = fetch_runtime(cache, read_pins(inputs.pins), lambda what: announce(f"Fetching {what}"))
    announce("Comparing with the last build")
    # The pins are one of the inputs, so the hash covers the verified runtime too.
    fingerprint = inputs.fingerprint()
    manifest = read_manifest(out)
    unchanged = manifest is not None and manifest.inputs == fingerprint and is_whole(out, manifest)
    if manifest and unchanged and not is_unfinished(out):
        return Result(manifest, rebuilt=False)
    announce("Reading the networks")
    content = read_content(inputs)
    announce("Preparing Python, NumPy and a snapshot of them")
    prepared = prepare(_parts(inputs, content, runtime), cache, make)
    assets, folders = build_assets(inputs, content, runtime, prepared)
    announce("Rendering the pages")
    pages = build_pages(inputs.templates, content, folders, prepared.snapshot, render)
    announce("Writing")
    script = f"{folders['app']}/main.js"
    worker = build_service_worker(inputs.templates, {**assets, **pages}, content.first, script)
    return Result(publish({**assets, **pages, SERVICE_WORKER: worker}, fingerprint, out), rebuilt=True)


def _parts(inputs: Inputs, content: Content, runtime: dict[str, Path]) -> Parts:
    return Parts(
        runtime,
        build_package_wheel(inputs.package, inputs.version()),
        (content.first, content.networks[content.first].data),
        inputs.templates / "app" / RESTORER,
    )
