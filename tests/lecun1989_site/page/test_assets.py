"""The built page: what it must and must not contain."""

import hashlib
import json
import re
from base64 import b64encode
from pathlib import Path

from lecun1989_site.digest import files_in, short_name
from lecun1989_site.runtime.archive import read_zip
from lecun1989_site.server import read_headers
from tests.paths import ROOT


def folder_of(dist: Path, kind: str) -> Path:
    (folder,) = (dist / "assets").glob(f"{kind}-*")
    return folder


def test_asset_folders_are_named_by_content_hash(dist: Path) -> None:
    for folder in (dist / "assets").iterdir():
        files = {name: path.read_bytes() for name, path in files_in(folder).items()}
        assert folder.name.split("-")[-1] == short_name(files)


def test_the_lock_file_lists_only_the_two_wheels_with_hashes(dist: Path) -> None:
    folder = folder_of(dist, "packages")
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))
    assert lock["packages"].keys() == {"numpy", "lecun1989"}
    assert lock["info"]["abi_version"] == "2025_0"
    for name, package in lock["packages"].items():
        data = (folder / package["file_name"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == package["sha256"]
        assert any(path.startswith(f"{name}/__init__.pyc") for path in read_zip(data))
    assert len(list(folder.iterdir())) == 3


def test_the_networks_are_the_published_files(dist: Path) -> None:
    published = {path.name: path.read_bytes() for path in folder_of(dist, "weights").iterdir()}
    assert published == {
        path.name: path.read_bytes()
        for path in (ROOT / "weights").glob("*.json")
        if path.name != "results.json"
    }


def test_every_loaded_file_has_a_relative_address_and_exists(dist: Path) -> None:
    index = (dist / "index.html").read_text()
    loaded = re.findall(r"""<(?:script|link|img|source|iframe)\b[^>]*?\b(?:src|href)=["']([^"']+)""", index)
    (config,) = re.findall(r'<script type="application/json" id="config">(.*?)</script>', index, re.DOTALL)
    named = [text for text in strings(json.loads(config)) if text.startswith("assets/")]
    assert len(loaded) >= 2
    assert len(named) >= 4
    for url in [url for url in loaded if not url.startswith("data:")] + named:
        assert not re.match(r"[a-z]+:|/", url), url
        found = f'id="{url[1:]}"' in index if url.startswith("#") else (dist / url).exists()
        assert found, url


def test_the_page_preloads_all_its_modules(dist: Path) -> None:
    index = (dist / "index.html").read_text()
    named = {url.split("/", 2)[2] for url in re.findall(r'rel="modulepreload" href="([^"]+)"', index)}
    assert {"util/config.js", "engine/engine.js", "pad/strokes.js"} <= named
    assert not named & {"main.js", "engine/worker.js", "boot.js"}


def strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value] if isinstance(value, str) else []


def test_our_styles_and_scripts_name_no_other_origin(dist: Path) -> None:
    for name, path in files_in(folder_of(dist, "app")).items():
        if not name.endswith((".css", ".js")):
            continue
        text = path.read_text()
        for url in re.findall(
            r"""(?:\bimport\b[^;"']*|\bfrom\s*|\bfetch\(|\burl\(|\bURL\()\s*["']?([^"')\s]+)""", text
        ):
            assert not re.match(r"https?:|//|/", url), f"{name}: {url}"


def test_pages_have_no_inline_script_or_style_attribute(dist: Path) -> None:
    for page in dist.glob("*.html"):
        text = page.read_text()
        assert not re.search(r"<[^>]+\s(?:style|on[a-z]+)=", text), page.name
        for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.S):
            assert 'type="application/json"' in attributes or not body.strip(), page.name


def test_the_policy_allows_no_eval_and_no_inline_code(dist: Path) -> None:
    policy = read_headers(dist / "_headers")["Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split("; ")}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'", "'wasm-unsafe-eval'"]
    assert rules["connect-src"] == rules["worker-src"] == ["'self'"]
    assert "'unsafe-inline'" not in policy
    for sheet in re.findall(r"<style[^>]*>(.*?)</style>", (dist / "404.html").read_text(), re.S):
        assert f"'sha256-{b64encode(hashlib.sha256(sheet.encode()).digest()).decode()}'" in rules["style-src"]


def test_assets_are_cached_forever_and_pages_are_not(dist: Path) -> None:
    rules = dict(re.findall(r"^(/\S*)\n((?:  .*\n)*)", (dist / "_headers").read_text(), re.M))
    assert "immutable" in rules["/assets/*"]
    assert "no-cache" in rules["/index.html"]
    assert "no-cache" in rules["/"]


def test_the_licence_of_every_component_is_published(dist: Path) -> None:
    texts = {path.name: path.read_text() for path in (dist / "licenses").iterdir()}
    assert texts["lecun1989.txt"] == (ROOT / "LICENSE").read_text()
    assert "NumPy Developers" in texts["numpy.txt"]
    assert "numpy/random/LICENSE.md" in texts["numpy.txt"]
    assert texts["pyodide.txt"].startswith("Mozilla Public License")
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in texts["python.txt"]
    for name in texts:
        assert name == "README.txt" or name in texts["README.txt"]


def test_no_file_names_the_machine_that_built_it(dist: Path) -> None:
    for name, path in files_in(dist).items():
        data = path.read_bytes()
        parts = read_zip(data).values() if name.endswith((".whl", ".zip")) else [data]
        assert not any(str(folder).encode() in part for part in parts for folder in (ROOT, dist)), name


def test_only_the_extension_module_in_use_is_published(dist: Path) -> None:
    """NumPy imports its linear algebra, but nothing uses it."""
    assert {path.name for path in dist.glob("assets/snapshot-*/*")} == {"memory.bin", "extension-0.wasm"}


def test_files_that_only_the_checkout_needs_are_not_published(dist: Path) -> None:
    published = files_in(folder_of(dist, "app"))
    assert not [name for name in published if name.startswith("test/")]
    assert "types.js" not in published
    assert {"main.js", "boot.js", "engine/worker.js", "styles.css", "favicon.svg"} <= published.keys()
