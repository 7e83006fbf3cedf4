"""A server that answers some requests wrongly, like some hosts and networks."""

import threading
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any, cast

from lecun1989_site.server import Handler, Server

LOGIN = b"<!doctype html><title>Log in</title><p>Log in to use this network."


class FaultyServer(Server):
    """Serves a folder; `faults` has the wrong answers by file name, "" for the page."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        super().__init__(folder, prefix=prefix)
        self.faults: dict[str, Callable[[FaultyHandler], None]] = {}
        self.stopped = threading.Event()
        self.RequestHandlerClass = partial(FaultyHandler, **cast(Any, self.RequestHandlerClass).keywords)

    def shutdown(self) -> None:
        """Stop, and end requests that hang."""
        self.stopped.set()
        super().shutdown()


class FaultyHandler(Handler):
    """Serves a folder with the server's faults."""

    server: FaultyServer

    def do_GET(self) -> None:  # noqa: N802 (the base class names it)
        """Answer a request, wrongly if there is a fault for its file."""
        name = self.path.partition("?")[0].rpartition("/")[2]
        fault = self.server.faults.get(name)
        if fault:
            fault(self)
        else:
            super().do_GET()


def answer_with_login(handler: FaultyHandler) -> None:
    """Answer with a page and status 200, as captive portals do."""
    _answer(handler, HTTPStatus.OK, LOGIN)


def answer_unavailable(handler: FaultyHandler) -> None:
    """Answer with status 503."""
    _answer(handler, HTTPStatus.SERVICE_UNAVAILABLE, b"unavailable")


def hang(handler: FaultyHandler) -> None:
    """Never answer."""
    handler.server.stopped.wait()
    handler.close_connection = True


def _answer(handler: FaultyHandler, status: HTTPStatus, body: bytes) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
