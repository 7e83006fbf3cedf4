"""Runs the built page's server in a thread, for tests and benchmarks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from lecun1989_site.server import Server

POLL = 0.02  # seconds between checks whether to stop


@contextmanager
def serving(server: Server) -> Iterator[str]:
    """Run a server and yield its address; stop it at the end."""
    with server:
        threading.Thread(target=server.serve_forever, args=(POLL,), daemon=True).start()
        try:
            yield server.url
        finally:
            server.shutdown()
