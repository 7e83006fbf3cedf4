"""The published HTML pages and the files for hosts."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2

from lecun1989.errors import InputError
from lecun1989_site.content import Content
from lecun1989_site.page.assets import STYLES
from lecun1989_site.page.context import Exhibition, Model, SiteContext
from lecun1989_site.page.headers import CONTENT_SECURITY_POLICY, build_headers
from lecun1989_site.page.modules import imported_modules
from lecun1989_site.page.social_card import CARD
from lecun1989_site.runtime.snapshot import MEMORY, Snapshot

Render = Callable[[SiteContext, Path], dict[str, str]]


def build_pages(
    templates: Path, content: Content, folders: Mapping[str, str], snapshot: Snapshot, render: Render
) -> dict[str, bytes]:
    """Return the HTML pages and the files for hosts.

    Args:
        templates: folder of the templates.
        content: from `read_content`.
        folders: from `build_assets`.
        snapshot: the published snapshot of Python's memory.
        render: makes the pages.

    Raises:
        InputError: a template or published.json is broken, or a network's provenance is incomplete.
    """
    context = _make_context(templates, content, folders, snapshot)
    try:
        pages = render(context, templates)
    except jinja2.TemplateError as error:
        place = getattr(error, "filename", None) or templates
        line = getattr(error, "lineno", None)
        raise InputError(f"{place}{f', line {line}' if line else ''}: {error.message or error}") from error
    except KeyError as error:
        raise InputError(
            f"a network's provenance has no {error}, which the page shows; "
            "make the network again with `python build.py --train`"
        ) from error
    files = {name: text.encode() for name, text in pages.items()}
    return {**files, "_headers": build_headers(pages.values()).encode(), ".nojekyll": b""}


def _make_context(
    templates: Path, content: Content, folders: Mapping[str, str], snapshot: Snapshot
) -> SiteContext:
    names = [content.first, *(name for name in content.networks if name != content.first)]
    modules = imported_modules(templates / "app", "main.js")
    return SiteContext(
        settings=content.settings,
        card=f"{folders['card']}/{CARD}",
        stylesheet=f"{folders['app']}/{STYLES}",
        script=f"{folders['app']}/main.js",
        modules=tuple(f"{folders['app']}/{name}" for name in modules),
        runtime=_runtime(folders, snapshot, content.first),
        models=tuple(
            Model(name, f"{folders['weights']}/{name}.json", content.networks[name].network) for name in names
        ),
        results=content.results,
        measurements=content.measurements,
        gallery=Exhibition(content.gallery, folders["gallery"]) if content.gallery else None,
        version=content.version,
        csp=CONTENT_SECURITY_POLICY,
    )


def _runtime(folders: Mapping[str, str], snapshot: Snapshot, network: str) -> dict[str, Any]:
    """Return `Runtime` in site_template/app/types.js."""
    return {
        "script": f"{folders['pyodide']}/pyodide.js",
        "core": f"{folders['pyodide']}/pyodide.asm.js",
        "index": f"{folders['pyodide']}/",
        "lock": f"{folders['packages']}/pyodide-lock.json",
        "snapshot": {
            "memory": f"{folders['snapshot']}/{MEMORY}",
            "bytes": snapshot.memory,
            "extensions": [
                {"path": place, "url": f"{folders['snapshot']}/{file}"}
                for place, file in snapshot.extensions.items()
            ],
            "network": network,
        },
    }
