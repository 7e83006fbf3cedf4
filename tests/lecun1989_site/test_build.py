import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lecun1989.errors import InputError
from lecun1989.results.schema import NO_RESULTS, write_results
from lecun1989_site.build import Result, build_site
from lecun1989_site.digest import files_in, sha256
from lecun1989_site.inputs import Inputs
from lecun1989_site.output import WORK
from lecun1989_site.page.context import SiteContext
from tests.lecun1989_site.site_inputs import make_inputs, make_runtime, misread_text, render
from tests.paths import ROOT


def contents(folder: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files_in(folder).items()}


def build(inputs: Inputs, out: Path) -> Result:
    return build_site(inputs, out, cache=inputs.project.parent / "cache", render=render, make=make_runtime)


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    (tmp_path / "inputs").mkdir()
    return make_inputs(tmp_path / "inputs")


@pytest.fixture
def out(tmp_path: Path, inputs: Inputs) -> Path:
    """A folder that holds a build."""
    assert build(inputs, tmp_path / "public" / "dist").rebuilt
    return tmp_path / "public" / "dist"


def test_two_builds_in_different_folders_are_byte_identical(tmp_path: Path, out: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = make_inputs(tmp_path / "elsewhere")
    build(other, tmp_path / "second")
    assert contents(out) == contents(tmp_path / "second")


def test_nothing_is_rebuilt_if_nothing_has_changed(inputs: Inputs, out: Path) -> None:
    def refuse(context: SiteContext, templates: Path) -> dict[str, str]:
        raise AssertionError("rendered again")

    before = {name: path.stat().st_mtime_ns for name, path in files_in(out).items()}
    result = build_site(inputs, out, cache=inputs.project.parent / "cache", render=refuse, make=make_runtime)
    assert not result.rebuilt
    assert {name: path.stat().st_mtime_ns for name, path in files_in(out).items()} == before


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


CHANGES: dict[str, Callable[[Inputs], object]] = {
    "package": lambda i: edit(i.package / "errors.py", '"""', '"""Changed. '),
    "new module": lambda i: (i.package / "new.py").write_text("1\n"),
    "builder": lambda i: edit(i.builder / "code.py", "1", "2"),
    "template": lambda i: edit(i.templates / "app" / "main.js", "{}", "{ }"),
    "weights": lambda i: edit(i.weights / "a.json", "A network", "Another"),
    "results": lambda i: (i.weights / "results.json").write_text(write_results(NO_RESULTS)),
    "licence": lambda i: edit(i.licence, "MIT", "BSD"),
    "version": lambda i: edit(i.project, "1.2.3", "1.2.4"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_any_changed_input_rebuilds(inputs: Inputs, out: Path, change: Callable[[Inputs], object]) -> None:
    change(inputs)
    assert build(inputs, out).rebuilt
    assert not build(inputs, out).rebuilt


def test_changed_misread_digits_rebuild_the_page(tmp_path: Path, inputs: Inputs, out: Path) -> None:
    bare = contents(out)
    listed = replace(inputs, misread=misread_text())
    assert build(listed, out).rebuilt
    assert not build(listed, out).rebuilt
    added = contents(out).keys() - bare.keys()
    assert {Path(name).name for name in added} == {"digits.png", "digits.bin"}
    build(replace(inputs, misread=misread_text()), tmp_path / "second")
    assert contents(out) == contents(tmp_path / "second")
    assert build(replace(inputs, misread=misread_text().replace("100", "101")), out).rebuilt
    assert build(inputs, out).rebuilt
    assert contents(out) == bare


DAMAGES: dict[str, Callable[[Path], object]] = {
    "changed": lambda out: (out / "index.html").write_text("x"),
    "removed": lambda out: (out / ".nojekyll").unlink(),
    "manifest cut short": lambda out: (out / "build.json").write_text((out / "build.json").read_text()[:200]),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=list(DAMAGES))
def test_a_damaged_build_is_repaired(inputs: Inputs, out: Path, damage: Callable[[Path], object]) -> None:
    before = contents(out)
    damage(out)
    assert contents(out) != before
    assert build(inputs, out).rebuilt
    assert contents(out) == before


def test_a_damaged_cached_runtime_is_made_again(inputs: Inputs, out: Path) -> None:
    before = contents(out)
    (kept,) = (inputs.project.parent / "cache").glob("prepared-*")
    for path in kept.glob("*.zip"):
        path.write_bytes(b"damaged")
    shutil.rmtree(out)
    build(inputs, out)
    assert contents(out) == before


FAULTS: dict[str, tuple[Callable[[Inputs], object], str]] = {
    "weights": (lambda i: edit(i.weights / "a.json", '"version"', '"wersion"'), r"a\.json"),
    "weights not text": (
        lambda i: (i.weights / "a.json").write_bytes(b"\xff\xfe"),
        r"a\.json: not a UTF-8 text file",
    ),
    "weights under another name": (
        lambda i: (i.weights / "a.json").rename(i.weights / "b.json"),
        r"b\.json: holds the network 'a'; name the file a\.json, or remove it",
    ),
    "no weights": (lambda i: (i.weights / "a.json").unlink(), r"no networks; .*--train"),
    "results not JSON": (
        lambda i: (i.weights / "results.json").write_text("{"),
        r"results\.json is not JSON",
    ),
    "results of another version": (
        lambda i: (i.weights / "results.json").write_text('{"format": "lecun1989-results", "version": 1}'),
        r"results\.json has version 1, not 2",
    ),
    "results of another kind": (
        lambda i: (i.weights / "results.json").write_text("{}"),
        r"results\.json is not a lecun1989-results file",
    ),
    "results without a field": (
        lambda i: (i.weights / "results.json").write_text('{"format": "lecun1989-results", "version": 2}'),
        r"results\.json: 'versions' is missing; make the file again with `lecun1989 study",
    ),
    "a measurement without a field": (
        lambda i: (i.measured / "counterfactuals.json").write_text('{"strokes": "x", "networks": {}}'),
        r"counterfactuals\.json: 'every' is missing; restore the file",
    ),
}


@pytest.mark.parametrize(("break_it", "message"), FAULTS.values(), ids=list(FAULTS))
def test_a_broken_input_stops_the_build_and_keeps_the_last_one(
    inputs: Inputs, out: Path, break_it: Callable[[Inputs], object], message: str
) -> None:
    before = contents(out)
    break_it(inputs)
    with pytest.raises(InputError, match=message):
        build(inputs, out)
    assert contents(out) == before
    assert list(out.parent.iterdir()) == [out]


def use_real_page(inputs: Inputs) -> None:
    """Use the real templates, and a network that reads their worked example."""
    shutil.copytree(ROOT / "site_template", inputs.templates, dirs_exist_ok=True)
    (inputs.weights / "a.json").unlink()
    shutil.copy(ROOT / "weights" / "zip-1989.json", inputs.weights)


def test_a_network_without_the_provenance_that_the_page_shows_is_refused(inputs: Inputs, out: Path) -> None:
    before = contents(out)
    use_real_page(inputs)
    edit(inputs.weights / "zip-1989.json", '"recipe"', '"receipt"')
    with pytest.raises(InputError, match=r"provenance has no 'recipe'"):
        build_site(inputs, out, cache=inputs.project.parent / "cache", make=make_runtime)
    assert contents(out) == before


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("index.html.j2", "{{ missing }}", r"'missing' is undefined"),
        ("index.html.j2", "a\n{% if %}", r"index\.html\.j2, line 2: "),
        ("published.json", "{", r"published\.json is not JSON"),
    ],
)
def test_a_broken_template_stops_the_build_and_keeps_the_last_one(
    inputs: Inputs, out: Path, file: str, text: str, message: str
) -> None:
    before = contents(out)
    use_real_page(inputs)
    (inputs.templates / file).write_text(text)
    with pytest.raises(InputError, match=message):
        build_site(inputs, out, cache=inputs.project.parent / "cache", make=make_runtime)
    assert contents(out) == before
    assert list(out.parent.iterdir()) == [out]


def test_foreign_files_stay_and_do_not_count_as_a_change(inputs: Inputs, out: Path) -> None:
    (out / "CNAME").write_text("example.org")
    assert not build(inputs, out).rebuilt
    edit(inputs.licence, "MIT", "BSD")
    assert build(inputs, out).rebuilt
    assert (out / "CNAME").read_text() == "example.org"


def test_what_a_killed_build_left_is_removed_even_if_nothing_has_changed(inputs: Inputs, out: Path) -> None:
    before = contents(out)
    (out / "assets" / "app-0").mkdir()
    (out / "assets" / "app-0" / "main.js").write_text("left")
    (out / WORK).mkdir()
    (out / WORK / "journal").write_text(json.dumps([*before, "assets/app-0/main.js"]))
    (out / WORK / "0").write_text("half")
    build(inputs, out)
    assert contents(out) == before
    assert {path.name for path in out.iterdir()} == {name.split("/")[0] for name in before}


@pytest.mark.usefixtures("no_npm")
def test_the_runtime_is_checked_even_if_nothing_has_changed(inputs: Inputs, out: Path) -> None:
    (inputs.project.parent / "cache" / "pyodide.asm.js").write_text("// tampered\n")
    with pytest.raises(InputError, match=r"missing or damaged: pyodide\.asm\.js; "):
        build(inputs, out)


def test_the_service_worker_keeps_only_what_the_page_shows(out: Path) -> None:
    listed, _, _ = (out / "service-worker.js").read_text("utf-8").removeprefix("self.kept = ").partition(";")
    kept = json.loads(listed)
    files, plain = ({Path(name).name for name in kept[part]} for part in ("files", "plain"))
    assert {"styles.css", "main.js", "memory.bin", "pyodide.asm.wasm"} <= files
    assert {"python_stdlib.zip", "a.json"} <= plain  # the snapshot contains a
    assert {Path(name).suffix for name in plain} == {".zip", ".whl", ".json"}
    assert "card.png" not in files | plain
    for name, value in {**kept["files"], **kept["plain"]}.items():
        assert value == sha256((out / name).read_bytes())
    assert kept["script"] in kept["files"]


def test_the_names_of_folders_change_with_their_contents(tmp_path: Path, inputs: Inputs, out: Path) -> None:
    kinds = {path.name.split("-")[0]: path.name for path in (out / "assets").iterdir()}
    assert set(kinds) == {"app", "card", "packages", "pyodide", "snapshot", "weights"}
    edit(inputs.templates / "app" / "styles.css", "0", "1px")
    build(inputs, tmp_path / "after")
    after = {path.name.split("-")[0]: path.name for path in (tmp_path / "after" / "assets").iterdir()}
    assert {kind for kind in kinds if kinds[kind] != after[kind]} == {"app"}
