"""The compared sites: our page, stock Pyodide with NumPy, onnxruntime-web and plain JavaScript.

All use the same network: our page's default.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks.loading.server import Files
from lecun1989.model.network import Network
from lecun1989_site.content import default_name, read_networks
from lecun1989_site.digest import files_in, sha256_of_file
from lecun1989_site.inputs import Inputs
from lecun1989_site.runtime.fetch import cache_folder, fetch_runtime, read_pins
from lecun1989_site.runtime.npm import unpack_members
from lecun1989_site.runtime.wheel import build_package_wheel

HERE = Path(__file__).resolve().parent
RUNTIME = "onnxruntime-web@1.30.0"
RUNTIME_FILES = {  # name in the package's dist/ -> SHA-256
    "ort.wasm.min.mjs": "219e6a1fc8a9938268d18efca3c91d310bd2f4a59bbd13744df5b2b7fc6cee3b",
    "ort-wasm-simd-threaded.mjs": "e13f7f94fc51b4ca72b12faeb1ee95f4ace6dfbc8939bc718aabdc0a27c4299b",
    "ort-wasm-simd-threaded.wasm": "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
}
PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{name}</title>
<link rel="icon" href="data:,">
<script type="application/json" id="settings">{settings}</script>
<script type="module" src="loading/{name}.mjs"></script>
<p>A digit of the example is read here.</p>
</html>
"""
# If the browser cannot decompress the snapshot, our page does not use it and starts Python the plain way.
NO_SNAPSHOT = "delete window.DecompressionStream"


@dataclass(frozen=True)
class Contestant:
    """A site to measure.

    Attributes:
        files: the site's files.
        script: runs in each of its documents before all other scripts.
        is_ours: whether it is this project's page.
    """

    files: Files
    script: str = ""
    is_ours: bool = False


def first_network(inputs: Inputs) -> tuple[str, bytes, Network]:
    """Return the name, JSON and network of the page's default network."""
    networks = read_networks(inputs.weights)
    name = default_name(networks)
    return name, *networks[name]


def gather(inputs: Inputs, dist: Path) -> dict[str, Contestant]:
    """Return all contestants by name; without the `onnx` package, onnxruntime-web is left out, with a message.

    Args:
        inputs: this checkout's inputs.
        dist: the built page.

    Raises:
        InputError: a file cannot be fetched.
    """
    name, data, network = first_network(inputs)
    ours = Files.in_folder(dist)
    weights = {f"{name}.json": data}
    contestants = {
        "stock": Contestant(_site("stock", name, {**weights, **_stock_files(inputs)})),
        "plain": Contestant(ours, NO_SNAPSHOT, is_ours=True),
        "fast": Contestant(ours, is_ours=True),
        "javascript": Contestant(
            _site("javascript", name, {**weights, "network.mjs": (HERE.parent / "network.mjs").read_bytes()})
        ),
    }
    if find_spec("onnx"):
        from lecun1989.onnx_model import to_onnx

        files = {f"{name}.onnx": to_onnx(network), **_fetch_onnxruntime()}
        contestants["onnx"] = Contestant(_site("onnx", name, files))
    else:
        print("onnxruntime-web is left out, because `onnx` is not installed: pip install onnx")
    return contestants


def _site(name: str, network: str, files: Mapping[str, bytes]) -> Files:
    packages = [file for file in files if file.endswith(".whl")]
    settings = json.dumps({"network": network, "packages": packages})
    scripts = {f"loading/{file}": (HERE / file).read_bytes() for file in (f"{name}.mjs", "hooks.mjs")}
    return Files({"index.html": PAGE.format(name=name, settings=settings).encode(), **scripts, **files})


def _stock_files(inputs: Inputs) -> dict[str, bytes]:
    """Return Pyodide's core and NumPy's wheel unchanged, and `lecun1989` as a wheel of its sources."""
    runtime = fetch_runtime(cache_folder(), read_pins(inputs.pins))
    wheel, data = build_package_wheel(inputs.package, inputs.version())
    return {**{name: path.read_bytes() for name, path in runtime.items()}, wheel: data}


def _fetch_onnxruntime() -> dict[str, bytes]:
    """Return onnxruntime-web's files, from npm the first time and then from the user's cache."""
    cache = cache_folder().parent / "benchmarks" / RUNTIME
    found = {path.name: sha256_of_file(path) for path in files_in(cache).values()} if cache.exists() else {}
    if found != RUNTIME_FILES:
        cache.mkdir(parents=True, exist_ok=True)
        unpack_members(RUNTIME, {f"package/dist/{name}": cache / name for name in RUNTIME_FILES})
    files = {name: cache / name for name in RUNTIME_FILES}
    if {name: sha256_of_file(path) for name, path in files.items()} != RUNTIME_FILES:
        raise SystemExit(f"{cache}: not the pinned {RUNTIME}; delete the folder and measure again")
    return {name: path.read_bytes() for name, path in files.items()}
