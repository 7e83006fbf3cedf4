"""Downloads to the cache, from a local server with correct, wrong, incomplete and missing files."""

import errno
import gzip
import hashlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest

from lecun1989.errors import InputError
from lecun1989_lab.datasets import load_dataset, zipcodes
from lecun1989_lab.datasets.download import download
from lecun1989_lab.datasets.sources import MNIST, ZIP, Source

TRAIN = gzip.compress(bytes(range(256)) * 4000, compresslevel=0, mtime=0)  # about 1 MB: many chunks
TEST = gzip.compress(b"the smaller half", mtime=0)
FILES = {"train.gz": TRAIN, "test.gz": TEST}


@dataclass
class Site:
    """The server's files in each folder, and the requests so far."""

    address: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def source(self, *folders: str) -> Source:
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
        return Source("letters", tuple(f"{self.address}/{folder}/" for folder in folders), hashes)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Serve the correct files under /right, and broken ones in folders with the name of the problem."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _, folder, name = self.path.split("/")
            site.asked.append(f"{folder}/{name}")
            content = site.files.get(name)
            if folder == "missing" or content is None:
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            if folder == "encoded":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            if folder == "corrupt":
                content = content[:20] + bytes([content[20] ^ 1]) + content[21:]
            if folder == "truncated":
                content = content[: len(content) // 2]
            self.wfile.write(content)

        def log_message(self, *arguments: object) -> None:
            """Keep the test's output clean."""

    site.files.update(FILES)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    thread.join()
    server.server_close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.exists() else {}


def refusal(source: Source, folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        download(source, folder)
    message = str(caught.value)
    assert "\n" not in message
    assert "--data-dir or LECUN1989_DATA" in message
    return message


def test_files_arrive_complete_and_are_kept(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cache" / "letters"
    paths = download(site.source("right"), folder)
    assert {name: path.read_bytes() for name, path in paths.items()} == FILES
    assert contents(folder) == FILES
    shown = capsys.readouterr()
    assert "train.gz from 127.0.0.1" in shown.err
    assert "1.0/1.0 MB" in shown.err
    assert shown.out == ""
    site.files.clear()
    assert download(site.source("right"), folder) == paths
    assert len(site.asked) == 2
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("bad", ["missing", "corrupt", "truncated"])
def test_the_next_mirror_is_tried(bad: str, site: Site, tmp_path: Path) -> None:
    download(site.source(bad, "right"), tmp_path)
    assert contents(tmp_path) == FILES
    assert site.asked == [f"{bad}/train.gz", "right/train.gz", f"{bad}/test.gz", "right/test.gz"]


def test_a_server_that_declares_gz_a_transfer_encoding(site: Site, tmp_path: Path) -> None:
    download(site.source("encoded"), tmp_path)
    assert contents(tmp_path) == FILES


def test_every_failure_is_named_and_no_file_is_left(site: Site, tmp_path: Path) -> None:
    message = refusal(site.source("missing", "corrupt", "truncated"), tmp_path)
    assert f"{site.address}/missing/train.gz (404 Not Found)" in message
    assert f"{site.address}/corrupt/train.gz (wrong SHA-256: not the published file" in message
    assert f"{site.address}/truncated/train.gz (the connection broke)" in message
    assert contents(tmp_path) == {}


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as unused:  # bound but not listening: connections are refused
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        message = refusal(Source("letters", (address,), {"train.gz": "0" * 64}), tmp_path / "cache")
    assert f"train.gz: could not be downloaded from {address}train.gz (cannot be reached)" in message
    assert contents(tmp_path / "cache") == {}


def test_a_damaged_file_in_the_cache_is_replaced(site: Site, tmp_path: Path) -> None:
    (tmp_path / "train.gz").write_bytes(TRAIN[:1000])
    (tmp_path / "test.gz").write_bytes(TEST)
    download(site.source("right"), tmp_path)
    assert contents(tmp_path) == FILES
    assert site.asked == ["right/train.gz"]


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="needs /dev/full, Linux's device that is always full"
)
def test_no_space_left(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A real ENOSPC from the kernel: pooch writes to /dev/full."""

    def open_full(*_: object) -> BinaryIO:
        return Path("/dev/full").open("wb")

    monkeypatch.setattr("pooch.downloaders.open", open_full, raising=False)
    message = refusal(site.source("right", "missing"), tmp_path)
    assert message.startswith(
        f"{tmp_path / 'train.gz'}: cannot be saved (No space left on device); free some space"
    )
    assert contents(tmp_path) == {}
    assert site.asked == ["right/train.gz"]  # another mirror would not help


def test_the_disk_is_full_half_way(site: Site, tmp_path: Path) -> None:
    """The kernel limits a real temporary file to 200 kB; the file is removed afterwards."""
    resource = pytest.importorskip("resource", reason="needs POSIX resource limits")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        message = refusal(site.source("right"), tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "train.gz: cannot be saved (File too large)" in message
    assert contents(tmp_path) == {}


def test_a_cache_that_cannot_be_created(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert "cannot be saved (Not a directory)" in refusal(site.source("right"), tmp_path / "file" / "letters")
    assert site.asked == []


def test_missing_permissions(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, because root may write everywhere."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr("pooch.utils.tempfile.NamedTemporaryFile", refuse)
    assert "cannot be saved (Permission denied); free some space or change the permissions" in refusal(
        site.source("right"), tmp_path
    )


def test_without_a_folder_the_zip_codes_come_from_the_cache(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "7.0000 " + "-0.5000 " * 256
    site.files = {
        "zip.train.gz": gzip.compress(f"{line}\n".encode() * 7291, mtime=0),
        "zip.test.gz": gzip.compress(f"{line}\n".encode() * 2007, mtime=0),
    }
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in site.files.items()}
    monkeypatch.setattr(zipcodes, "ZIP", Source("zip", (f"{site.address}/right/",), hashes))
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / name)
    dataset = load_dataset("zip")
    assert dataset.files == hashes
    assert contents(tmp_path / "lecun1989" / "zip") == site.files
    assert (dataset.train.images == -0.5).all()


def test_the_addresses_are_secure_and_the_hashes_complete() -> None:
    for source, files in ((ZIP, 2), (MNIST, 4)):
        assert len(source.mirrors) >= 2
        assert all(mirror.startswith("https://") and mirror.endswith("/") for mirror in source.mirrors)
        assert len(source.files) == files
        assert all(len(bytes.fromhex(sha256)) == 32 for sha256 in source.files.values())
