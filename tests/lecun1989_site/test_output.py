"""The published folder: what a build may touch in it, and what it holds when a build is stopped."""

import errno
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from unittest import mock

import pytest

from lecun1989.errors import InputError
from lecun1989_site import folder_lock, output
from lecun1989_site.digest import files_in
from lecun1989_site.folder_lock import locked
from lecun1989_site.manifest import MANIFEST, is_inside, is_whole, read_manifest
from lecun1989_site.output import WORK, publish
from tests.paths import ROOT

# Two versions of a site: index.html and the service worker name the assets that they need.
OLD = {
    "assets/app-1/main.js": b"1",
    "assets/app-1/view.js": b"view",
    "assets/weights-1/a.json": b"{}",
    "index.html": b"assets/app-1/main.js assets/app-1/view.js assets/weights-1/a.json",
    "404.html": b"no such page",
    "_headers": b"/*",
    "service-worker.js": b"assets/app-1/main.js assets/weights-1/a.json",
    "licenses/a.txt": b"MIT",
}
NEW = {
    "assets/app-2/main.js": b"2",
    "assets/weights-1/a.json": b"{}",
    "index.html": b"assets/app-2/main.js assets/weights-1/a.json",
    "404.html": b"no page here",
    "_headers": b"/* 2",
    "service-worker.js": b"assets/app-2/main.js assets/weights-1/a.json",
    "licenses/b.txt": b"MIT",
}
FOREIGN = {
    "CNAME": b"example.org",
    ".git/HEAD": b"ref",
    "notes/plan.txt": b"plan",
    "assets/mine.txt": b"mine",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files_in(folder).items()}


def site(folder: Path) -> dict[str, bytes]:
    """Return the contents without the manifest, which must be right."""
    manifest = read_manifest(folder)
    assert manifest is not None
    assert is_whole(folder, manifest)
    found = contents(folder)
    del found[MANIFEST]
    return found


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with the old version of the site."""
    publish(OLD, "old", tmp_path / "dist")
    return tmp_path / "dist"


def check_works(folder: Path, versions: tuple[dict[str, bytes], ...] = (OLD, NEW)) -> None:
    """Check that the page is one of the versions, with all its assets, and that the service worker's files exist."""
    page = (folder / "index.html").read_bytes()
    assert page in [version["index.html"] for version in versions]
    known = {name: data for version in versions for name, data in version.items()}
    for name in page.decode().split() + (folder / "service-worker.js").read_text().split():
        assert (folder / name).read_bytes() == known[name]
    for name in ("404.html", "_headers"):
        assert (folder / name).read_bytes() in [version[name] for version in versions]


def test_a_build_replaces_exactly_its_own_files(out: Path) -> None:
    write(out, FOREIGN)
    publish(NEW, "new", out)
    assert site(out) == {**NEW, **FOREIGN}
    assert not (out / "assets" / "app-1").exists()
    publish(OLD, "old", out)
    assert site(out) == {**OLD, **FOREIGN}


def test_a_file_of_the_build_that_a_user_has_changed_is_replaced(out: Path) -> None:
    write(out, {"404.html": b"my own", "assets/app-1/main.js": b"my own"})
    publish(NEW, "new", out)
    assert site(out) == NEW


def test_unchanged_files_are_not_written_again(out: Path) -> None:
    before = (out / "assets/weights-1/a.json").stat()
    publish(NEW, "new", out)
    after = (out / "assets/weights-1/a.json").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


STANDING: dict[str, tuple[Callable[[Path], object], str]] = {
    "a file": (lambda out: write(out, {"licenses/b.txt": b"mine"}), r"b\.txt: not a file of the last build"),
    "a folder": (lambda out: (out / "licenses" / "b.txt").mkdir(), r"b\.txt: a folder where"),
    "a file for a folder": (lambda out: write(out, {"assets/app-2": b"mine"}), r"app-2: stands where"),
    "a link for a folder": (lambda out: (out / "assets" / "app-2").symlink_to(out), r"app-2: stands where"),
    "a broken link": (lambda out: (out / "licenses" / "b.txt").symlink_to("x"), r"b\.txt: not a file of"),
    "a file for the work folder": (lambda out: write(out, {WORK: b"mine"}), rf"{WORK}: stands where"),
}


@pytest.mark.parametrize(("stand", "message"), STANDING.values(), ids=list(STANDING))
def test_what_stands_in_the_way_is_named_before_anything_is_written(
    out: Path, stand: Callable[[Path], object], message: str
) -> None:
    stand(out)
    before = contents(out)
    with pytest.raises(InputError, match=rf"{message}.*; move it away, or give another --out"):
        publish(NEW, "new", out)
    assert contents(out) == before


@pytest.mark.parametrize("holds", ["index.html", MANIFEST])
def test_a_foreign_folder_is_refused(tmp_path: Path, holds: str) -> None:
    write(tmp_path / "thesis", {holds: b"{}"})
    with pytest.raises(InputError, match=r"thesis: holds files that are not a build.*; give another --out"):
        publish(NEW, "new", tmp_path / "thesis")
    assert contents(tmp_path / "thesis") == {holds: b"{}"}


def test_a_forged_manifest_removes_nothing_outside_the_folder(out: Path, tmp_path: Path) -> None:
    write(tmp_path, {"precious.txt": b"years of work"})
    document = json.loads((out / MANIFEST).read_text())
    document["files"]["../precious.txt"] = document["files"]["404.html"]
    (out / MANIFEST).write_text(json.dumps(document))
    write(out / WORK, {"journal": json.dumps(["../precious.txt", str(tmp_path / "precious.txt")]).encode()})
    with pytest.raises(InputError, match="not a file of the last build"):
        publish(NEW, "new", out)
    assert (tmp_path / "precious.txt").exists()


@pytest.mark.parametrize("name", ["", ".", "..", "a/../b", "/a", "a//b", "./a", "a/", "..\\a", "a\0"])
def test_only_plain_paths_below_the_folder_are_accepted(name: str) -> None:
    assert not is_inside(name)
    assert is_inside("assets/app-1/數字 1.js")


def test_files_are_not_removed_through_a_link(out: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere", {"a.txt": b"mine"})
    (out / "licenses" / "a.txt").unlink()
    (out / "licenses").rmdir()
    (out / "licenses").symlink_to(tmp_path / "elsewhere")
    publish({name: data for name, data in NEW.items() if not name.startswith("licenses")}, "new", out)
    assert (tmp_path / "elsewhere" / "a.txt").read_bytes() == b"mine"


def test_the_target_of_a_link_gets_the_files(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    link = tmp_path / "web"
    link.symlink_to(tmp_path / "root")
    for files in (OLD, NEW):
        publish(files, "any", link)
        assert link.is_symlink()
        assert site(tmp_path / "root") == files


def test_the_folder_itself_stays(out: Path) -> None:
    before = out.stat().st_ino
    publish(NEW, "new", out)
    assert out.stat().st_ino == before, "a mount point cannot be replaced"
    assert list(out.parent.iterdir()) == [out]


def test_any_path_will_do(tmp_path: Path) -> None:
    out = tmp_path / "my site" / "手写 数字 é"
    publish(OLD, "old", out)
    publish(NEW, "new", out)
    assert site(out) == NEW


def test_a_path_that_is_no_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"file": b"mine"})
    (tmp_path / "link").symlink_to("missing")
    with pytest.raises(InputError, match=r"file: not a folder; give another --out"):
        publish(NEW, "new", tmp_path / "file")
    with pytest.raises(InputError, match=r"file: not a folder; give another --out"):
        publish(NEW, "new", tmp_path / "file" / "dist")
    with pytest.raises(InputError, match=r"link: a link to a folder that is missing; make that folder"):
        publish(NEW, "new", tmp_path / "link")
    assert contents(tmp_path) == {"file": b"mine"}


class Stop(BaseException):
    """Stands for Ctrl+C or a kill."""


@contextmanager
def failing(step: int, error: BaseException | None) -> Iterator[list[str]]:
    """Let a call that changes a file system fail; without an error only list the calls."""
    calls: list[str] = []

    def wrap(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            calls.append(f"{name} {arguments[0]}")
            if error is not None and len(calls) - 1 == step:
                raise error
            return real(*arguments, **options)

        return call

    with ExitStack() as stack:
        for name in ("mkdir", "replace", "unlink", "rmdir"):
            stack.enter_context(mock.patch.object(Path, name, wrap(name, getattr(Path, name))))
        stack.enter_context(mock.patch.object(output, "_write", wrap("write", output._write)))
        yield calls


def steps(files: dict[str, bytes], out: Path) -> int:
    with failing(-1, None) as calls:
        publish(files, "new", out)
    return len(calls)


@pytest.mark.slow
def test_a_failure_at_any_step_leaves_the_old_site_or_the_new_one_and_is_healed(tmp_path: Path) -> None:
    publish(OLD, "old", tmp_path / "count")
    total = steps(NEW, tmp_path / "count")
    assert total > 25
    for number in range(total):
        for error in (OSError(errno.ENOSPC, "No space left on device"), Stop(), KeyboardInterrupt()):
            out = tmp_path / f"{number}-{type(error).__name__}"
            publish(OLD, "old", out)
            write(out, FOREIGN)
            with failing(number, error), suppress(InputError, Stop, KeyboardInterrupt):
                publish(NEW, "new", out)
            check_works(out)
            if (out / "service-worker.js").read_bytes() == NEW["service-worker.js"]:
                assert (out / "index.html").read_bytes() == NEW["index.html"], (
                    "it would keep an old page as new"
                )
            publish(NEW, "new", out)
            assert site(out) == {**NEW, **FOREIGN}
            assert not (out / WORK).exists()


def test_a_full_disk_while_writing_changes_nothing(out: Path) -> None:
    before = contents(out)
    with failing(-1, None) as calls:
        publish(NEW, "new", out)
    writes = [number for number, call in enumerate(calls) if call.startswith("write")]
    assert len(writes) > 6
    publish(OLD, "old", out)
    for number in writes:
        with (
            failing(number, OSError(errno.ENOSPC, "No space left on device")),
            pytest.raises(InputError) as caught,
        ):
            publish(NEW, "new", out)
        assert str(caught.value).startswith(f"{out}: the disk is full")
        assert contents(out) == before
        assert not (out / WORK).exists()
        assert not (out / "assets" / "app-2").exists()


def test_a_folder_that_cannot_be_written_is_named(out: Path, tmp_path: Path) -> None:
    before = contents(out)
    denied = OSError(errno.EROFS, "Read-only file system", str(out / WORK))
    with (
        failing(0, denied),
        pytest.raises(InputError, match=r"dist.*: cannot be written \(Read-only.*another --out"),
    ):
        publish(NEW, "new", out)
    assert contents(out) == before
    with failing(2, OSError(errno.ENOSPC, "No space left")), pytest.raises(InputError):
        publish(NEW, "new", tmp_path / "a" / "b")
    assert not (tmp_path / "a").exists()


def test_a_second_build_waits_for_the_first(out: Path) -> None:
    second = threading.Thread(target=publish, args=(NEW, "new", out))
    with locked(out):
        second.start()
        time.sleep(0.3)
        assert site(out) == OLD
    second.join(30)
    assert site(out) == NEW


@pytest.mark.parametrize("system", ["with locks", "without locks"])
def test_a_build_that_waits_too_long_says_so(out: Path, monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(folder_lock, "PATIENCE", 0.1)
    if system == "without locks":
        monkeypatch.setattr(folder_lock, "fcntl", None)
    with locked(out), pytest.raises(InputError, match=r"dist: another build is writing to it; wait for it"):
        publish(NEW, "new", out)
    publish(NEW, "new", out)
    assert site(out) == NEW


def test_the_first_build_into_a_folder_works_without_locks_of_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_lock, "fcntl", None)
    publish(OLD, "old", tmp_path / "dist")
    assert site(tmp_path / "dist") == OLD


# A build that changes its folder for ever, so that it can be killed at any moment.
FOREVER = """
import sys
from pathlib import Path
from lecun1989_site.output import publish
from tests.lecun1989_site.test_output import NEW, OLD
print("started", flush=True)
while True:
    publish(NEW, "new", Path(sys.argv[1]))
    publish(OLD, "old", Path(sys.argv[1]))
"""


@pytest.mark.slow
def test_a_killed_build_leaves_the_old_site_or_the_new_one(out: Path) -> None:
    write(out, FOREIGN)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    moments = random.Random(1989)
    unfinished = 0
    for _ in range(30):
        command = [sys.executable, "-c", FOREVER, str(out)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline() == "started\n"
            time.sleep(moments.uniform(0, 0.2))
            process.send_signal(signal.SIGKILL)
        unfinished += (out / WORK).exists()
        check_works(out)
        for name, data in FOREIGN.items():
            assert (out / name).read_bytes() == data
        publish(NEW, "new", out)
        assert site(out) == {**NEW, **FOREIGN}
        assert not (out / WORK).exists()
    assert unfinished, "no kill came while files were written"


@pytest.mark.slow
def test_two_builds_at_once_leave_one_of_their_sites(out: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    script = FOREVER.replace("while True", "for _ in range(20)")
    command = [sys.executable, "-c", script, str(out)]
    processes = [subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait(120) for process in processes] == [0, 0]
    assert site(out) == OLD
