"""The benchmark's slow server has the given speed and counts the bytes that it sends."""

import gzip
import http.client
import threading
import time
from urllib.parse import urlsplit

import pytest

from benchmarks.loading.server import Files, Line, SlowServer

TEXT = b"a line that gets smaller\n" * 20_000  # 500 kB
FILES = Files({"index.html": b"<!doctype html>", "a/text.js": TEXT})


def get(url: str, path: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    connection.request("GET", path, headers=headers)
    return connection.getresponse()


def test_all_connections_share_one_line() -> None:
    bodies: list[bytes] = []
    with SlowServer(FILES, Line("8 Mbit/s", 8e6), compress=False) as server:
        threads = [
            threading.Thread(target=lambda: bodies.append(get(server.url, "/a/text.js").read()))
            for _ in range(2)
        ]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        seconds = time.perf_counter() - start
    assert bodies == [TEXT, TEXT]
    assert 0.99 < seconds < 3  # 1 MB at 1 MB/s; a busy machine is slower, never faster
    assert 2 * len(TEXT) < server.sent < 2 * len(TEXT) + 1000


def test_a_connection_and_a_request_take_a_round_trip_each() -> None:
    with SlowServer(FILES, Line("far away", round_trip=0.2), compress=False) as server:
        start = time.perf_counter()
        assert get(server.url, "/").read() == b"<!doctype html>"
        assert 0.39 < time.perf_counter() - start < 2


def test_a_cached_file_is_not_sent_again() -> None:
    with SlowServer(FILES, Line("fast"), compress=True) as server:
        first = get(server.url, "/a/text.js")
        assert first.read() == TEXT
        again = get(server.url, "/a/text.js", **{"If-None-Match": first.getheader("ETag") or ""})
        assert (again.status, again.read()) == (304, b"")
        assert get(server.url, "/a/text.js", **{"If-None-Match": '"another"'}).read() == TEXT


@pytest.mark.parametrize("compress", [True, False])
def test_it_counts_the_bytes_sent(compress: bool) -> None:
    with SlowServer(FILES, Line("fast"), compress) as server:
        response = get(server.url, "/a/text.js?x=1", **{"Accept-Encoding": "gzip, br"})
        body = response.read()
        time.sleep(0.05)  # a piece is counted after it is sent
        sent = server.sent
    assert response.getheader("Content-Encoding") == ("gzip" if compress else None)
    assert (gzip.decompress(body) if compress else body) == TEXT
    assert len(body) < sent < len(body) + 500
    assert server.requests == ["/a/text.js?x=1"]


def test_a_missing_file_is_a_404() -> None:
    with SlowServer(FILES, Line("fast"), compress=True) as server:
        assert get(server.url, "/none").status == 404
