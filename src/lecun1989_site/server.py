"""A local web server for the built folder, with correct types, no caching, and the security headers of `_headers`."""

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".whl": "application/zip",
    ".zip": "application/zip",
}


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a path prefix."""

    protocol_version = "HTTP/1.1"

    def __init__(
        self, *args: Any, types: Mapping[str, str], headers: Mapping[str, str], prefix: str, **kwargs: Any
    ) -> None:
        self.types = types
        self.sent_headers = headers
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def translate_path(self, path: str) -> str:
        """Return the file for a URL's path; outside the prefix, a missing file."""
        if not path.startswith(self.prefix + "/"):
            return str(Path(self.directory) / "outside-the-prefix")
        return super().translate_path(path.removeprefix(self.prefix))

    def guess_type(self, path: Any) -> str:
        """Return a file's type by its name. This computer's own type table is not used."""
        return self.types.get(Path(path).suffix, "application/octet-stream")

    def end_headers(self) -> None:
        """Add the headers of every response."""
        for name, value in {**self.sent_headers, "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's 404 page if a file is missing, as static hosts do."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", TYPES[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the base class names it)
        """Do not log requests."""


class Server(ThreadingHTTPServer):
    """Serves a built folder until it is shut down."""

    daemon_threads = True

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        types: Mapping[str, str] = TYPES,
        prefix: str = "",
        send_headers: bool = True,
    ) -> None:
        """Bind the server to this computer only.

        Args:
            folder: the folder to serve.
            port: 0 for any free port.
            types: MIME types by file name ending.
            prefix: the URL path of the folder, such as "/some/sub/path".
            send_headers: whether to send the headers in `_headers`; not all hosts do.
        """
        self.prefix = prefix
        headers = read_headers(folder / "_headers") if send_headers else {}
        handler = partial(Handler, directory=str(folder), types=types, headers=headers, prefix=prefix)
        super().__init__(("127.0.0.1", port), handler)

    @property
    def url(self) -> str:
        """The address of the index page, ending in "/"."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.prefix}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Do not report that a browser closed a connection early."""


def read_headers(path: Path) -> dict[str, str]:
    """Return the headers that a `_headers` file sets for every path ("/*"); none without such a file."""
    if not path.exists():
        return {}
    headers: dict[str, str] = {}
    rule = ""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith(" "):
            rule = line.strip()
        elif rule == "/*":
            name, value = line.strip().split(": ", 1)
            headers[name] = value
    return headers
