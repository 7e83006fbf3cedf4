from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from lecun1989_site.server import Server

Start = Callable[[Server], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "index.html",
        "a.js",
        "a.mjs",
        "a.wasm",
        "a.whl",
        "a.zip",
        "a.json",
        "a.css",
        "a.svg",
        "a.unknown",
    ):
        (tmp_path / name).write_text(name)
    (tmp_path / "404.html").write_text("not here")
    (tmp_path / "_headers").write_text("/*\n  X-Everywhere: a: b\n\n/assets/*\n  X-Assets: yes\n")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        ("a.js", "text/javascript; charset=utf-8"),
        ("a.mjs", "text/javascript; charset=utf-8"),
        ("a.wasm", "application/wasm"),
        ("a.json", "application/json"),
        ("a.whl", "application/zip"),
        ("a.zip", "application/zip"),
        ("a.css", "text/css; charset=utf-8"),
        ("a.svg", "image/svg+xml"),
        ("a.unknown", "application/octet-stream"),
    ],
)
def test_types(folder: Path, start_server: Start, name: str, kind: str) -> None:
    with urlopen(start_server(Server(folder)) + name) as response:
        assert response.headers["Content-Type"] == kind
        assert response.read().decode() == (name or "index.html")


def test_nothing_is_cached_and_the_headers_file_is_followed(folder: Path, start_server: Start) -> None:
    with urlopen(start_server(Server(folder)) + "a.js") as response:
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Everywhere"] == "a: b"
        assert "X-Assets" not in response.headers
    with urlopen(start_server(Server(folder, send_headers=False)) + "a.js") as response:
        assert "X-Everywhere" not in response.headers


@pytest.mark.parametrize("path", ["some/sub/path/missing", "some/sub/path/a/b/c", "", "some/sub", "a.js"])
def test_a_path_that_is_missing_or_outside_the_prefix_gives_the_404_page(
    folder: Path, start_server: Start, path: str
) -> None:
    url = start_server(Server(folder, prefix="/some/sub/path"))
    with urlopen(url + "a.js") as response:
        assert response.read() == b"a.js"
    with pytest.raises(HTTPError) as caught:
        urlopen(url.removesuffix("some/sub/path/") + path)
    assert caught.value.code == 404
    assert caught.value.read() == b"not here"


def test_wrong_types_can_be_given(folder: Path, start_server: Start) -> None:
    with urlopen(start_server(Server(folder, types={".wasm": "text/plain"})) + "a.wasm") as response:
        assert response.headers["Content-Type"] == "text/plain"
