"""A static web server that is as slow as a visitor's connection and counts every byte that it sends.

All connections share one line with a fixed number of bits per second: each piece of a response waits for the pieces
before it. Opening a connection takes a round trip, and so does each request. The server speaks HTTP/1.1, so a browser
opens up to six connections. TCP slow start, TLS and lost packets are not simulated.
"""

import asyncio
import gzip
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote, urlsplit

from lecun1989_site.digest import files_in, sha256
from lecun1989_site.server import TYPES

PIECE = 8192  # bytes that a slow line carries for one connection before it serves another
WHOLE = 1 << 18  # the same for an unlimited line; larger, to save processor time
LEVEL = 9
WORTH = 0.95  # a file is sent gzipped only if that makes it smaller than this share of its size


@dataclass(frozen=True)
class Line:
    """A visitor's connection.

    Attributes:
        name: a name for the results.
        bits: bits per second; None means unlimited.
        round_trip: seconds.
    """

    name: str
    bits: float | None = None
    round_trip: float = 0


class Queue:
    """The queue of the pieces that wait for the line."""

    def __init__(self, bits: float | None) -> None:
        self._bits = bits
        self._free = 0.0

    async def carry(self, size: int) -> None:
        """Wait until the line has carried `size` bytes, after all bytes that were queued before."""
        if self._bits is None:
            return
        now = asyncio.get_running_loop().time()
        self._free = max(self._free, now) + 8 * size / self._bits
        await asyncio.sleep(self._free - now)


@dataclass(frozen=True)
class Body:
    """A file to send: its bytes, plain and (if that makes it smaller) gzipped, its type and its ETag."""

    plain: bytes
    gzipped: bytes | None
    type: str
    tag: str = ""


class Files:
    """A site's files, gzipped once for all visits."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._bodies = {name: _prepare(name, data) for name, data in files.items()}

    @classmethod
    def in_folder(cls, folder: Path) -> "Files":
        """Return all files of a folder."""
        return cls({name: path.read_bytes() for name, path in files_in(folder).items()})

    def get(self, target: str) -> Body | None:
        """Return the file for a request's target; a folder stands for its index page."""
        path = unquote(urlsplit(target).path).removeprefix("/")
        return self._bodies.get(f"{path}index.html" if not path or path.endswith("/") else path)


def _prepare(name: str, data: bytes) -> Body:
    gzipped = gzip.compress(data, LEVEL, mtime=0)
    kind = TYPES.get(Path(name).suffix, "application/octet-stream")
    return Body(data, gzipped if len(gzipped) < WORTH * len(data) else None, kind, f'"{sha256(data)[:16]}"')


class SlowServer:
    """Serves files inside a `with` block, from its own thread.

    Attributes:
        url: the index page's URL.
        sent: bytes sent so far, headers and bodies.
        requests: the targets requested so far, in order.
    """

    def __init__(self, files: Files, line: Line, compress: bool) -> None:
        """Set up the server.

        Args:
            files: the site.
            line: the connection to simulate.
            compress: whether to gzip files that become smaller, as good hosts do.
        """
        self.url = ""
        self.sent = 0
        self.requests: list[str] = []
        self._files, self._line, self._compress = files, line, compress
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._listening = threading.Event()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._serve(),), daemon=True
        )

    def __enter__(self) -> "SlowServer":
        self._thread.start()
        self._listening.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._loop.close()

    async def _serve(self) -> None:
        self._queue = Queue(self._line.bits)
        self._open: set[asyncio.Task[None]] = set()
        server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        self._listening.set()
        await self._stop.wait()
        server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._converse(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await asyncio.sleep(self._line.round_trip)  # opening the connection
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await asyncio.sleep(self._line.round_trip)
                await self._answer(head, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the browser closes the connection when it has everything
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> None:
        target = head.split(" ", 2)[1]
        self.requests.append(target)
        found = self._files.get(target)
        status, body = ("200 OK", found) if found else ("404 Not Found", Body(b"", None, "text/plain"))
        accepts = "gzip" in head.lower().partition("accept-encoding:")[2].partition("\r\n")[0]
        data = body.gzipped if self._compress and accepts and body.gzipped else body.plain
        if body.tag and body.tag in head.lower().partition("if-none-match:")[2].partition("\r\n")[0]:
            status, data = (
                "304 Not Modified",
                b"",
            )  # the browser has a copy, and asks whether it is still valid
        lines = [
            f"HTTP/1.1 {status}",
            f"Content-Type: {body.type}",
            f"Content-Length: {len(data)}",
            # As in lecun1989_site.page.headers: assets are cached forever, pages are revalidated.
            f"Cache-Control: {'no-cache' if _is_fresh(target) else 'public, max-age=31536000, immutable'}",
            *([f"ETag: {body.tag}"] if body.tag else []),
            *(["Content-Encoding: gzip"] if data is body.gzipped else []),
        ]
        message = "\r\n".join([*lines, "", ""]).encode() + data
        size = PIECE if self._line.bits else WHOLE
        for start in range(0, len(message), size):
            piece = message[start : start + size]
            await self._queue.carry(len(piece))
            writer.write(piece)
            await writer.drain()
            self.sent += len(piece)


def _is_fresh(target: str) -> bool:
    return target.endswith(("/", ".html", "service-worker.js"))
