import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from lecun1989.cli import main
from lecun1989.errors import InputError
from lecun1989.model.optimizers import SDLM, SGD
from lecun1989.results.schema import read_results
from lecun1989_lab.datasets import Dataset, DatasetName, Split, load_dataset
from lecun1989_lab.studies.parallel import Backend, Result, Task, Work, dask, local
from lecun1989_lab.studies.run import Record, run
from lecun1989_lab.studies.run_cache import Records, modules_used_by
from lecun1989_lab.studies.study import run_study
from lecun1989_lab.training.recipes import RECIPES, Recipe, get_recipe
from tests.paths import ROOT

SMOKE = replace(get_recipe("karpathy-2022"), dataset="digits", passes=2)
PAPER = replace(
    get_recipe("paper-1989"), dataset="digits", passes=1, optimizer=SDLM(1.2e-3, 0.04, curvature_samples=50)
)
TASKS: list[Task] = [(SMOKE, 1), (SMOKE, 2), (PAPER, 1)]


@pytest.fixture(scope="module")
def datasets() -> dict[DatasetName, Dataset]:
    return {"digits": load_dataset("digits")}


@pytest.fixture(scope="module")
def done(datasets: dict[DatasetName, Dataset]) -> dict[Task, Record]:
    """The record of every task, made in this process."""
    return {(recipe, seed): run(recipe, datasets["digits"], seed) for recipe, seed in TASKS}


def timeless(record: Record) -> Record:
    return replace(record, run=replace(record.run, cpu_seconds=0.0))


class Counting:
    """Runs tasks one after the other and records them."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []

    def __call__(
        self, work: Work[Result], tasks: Sequence[Task], datasets: Mapping[DatasetName, Dataset]
    ) -> Iterator[tuple[Task, Result]]:
        for task in tasks:
            self.tasks.append(task)
            yield task, work(task[0], datasets["digits"], task[1])


def collect(records: Records, backend: Backend, datasets: dict[DatasetName, Dataset]) -> dict[Task, Record]:
    return {task: timeless(record) for task, record in run_study(TASKS, datasets, records, backend)}


def test_a_stopped_study_continues(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    stopped = run_study(TASKS, datasets, Records(tmp_path), Counting())
    next(stopped)
    next(stopped)
    stopped.close()
    rest = Counting()
    found = collect(Records(tmp_path), rest, datasets)
    assert rest.tasks == TASKS[2:]
    assert found == {task: timeless(record) for task, record in done.items()}
    nothing = Counting()
    assert collect(Records(tmp_path), nothing, datasets) == found
    assert nothing.tasks == []


def test_a_record_of_another_recipe_or_other_data_is_not_used(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    records, digits = Records(tmp_path), datasets["digits"]
    records.put(SMOKE, digits, 1, done[SMOKE, 1])
    assert records.get(SMOKE, digits, 1) == done[SMOKE, 1]
    assert records.get(SMOKE, digits, 2) is None
    assert records.get(replace(SMOKE, optimizer=SGD(0.02)), digits, 1) is None
    assert (
        records.get(replace(SMOKE, connections=get_recipe("paper-1989-ring").connections), digits, 1) is None
    )
    assert records.get(SMOKE, replace(digits, files={"x": "another hash"}), 1) is None


@pytest.mark.slow
def test_two_processes_give_the_same_results_as_one(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    assert collect(Records(tmp_path), local(2), datasets) == {
        task: timeless(record) for task, record in done.items()
    }


@pytest.mark.slow
def test_two_dask_workers_give_the_same_results_as_one_process(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        assert len(cluster.workers) == 2
        found = collect(Records(tmp_path), dask(cluster.scheduler_address), datasets)
    assert found == {task: timeless(record) for task, record in done.items()}


def test_a_missing_cluster_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lecun1989_lab.studies.parallel.CONNECT_SECONDS", 0.2)
    with pytest.raises(
        InputError, match=r"--scheduler tcp://127\.0\.0\.1:9: no Dask scheduler answers there"
    ):
        dask("tcp://127.0.0.1:9")


def test_a_record_has_what_the_figures_need(done: dict[Task, Record]) -> None:
    record = done[SMOKE, 1]
    run = record.run
    assert run.seed == 1
    assert len(run.missed) == run.test.misses
    assert all(digit != answer for _, digit, answer in run.missed)
    assert run.passes.number == (1, 2)
    assert run.passes.test_misses[-1] == run.test.misses
    assert run.passes.train_loss[-1] == pytest.approx(run.train.loss, rel=1e-4)
    assert run.rejection_curve["top"][0] == pytest.approx(run.test.error_percent, rel=1e-4)
    assert run.rejected_percent["together"] <= run.rejected_percent["difference"]
    assert run.whole_test is None
    assert len(record.h1_kernels) == SMOKE.passes + 1
    assert {len(state) for state in record.h1_kernels} == {12}
    assert record.h1_kernels[0] != record.h1_kernels[1]
    assert run.reject_option.held_out.error_percent <= 1
    assert 0 < run.reject_option.test.rejected_percent < 100


def test_a_damaged_record_is_named(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    records, digits = Records(tmp_path), datasets["digits"]
    records.put(SMOKE, digits, 1, done[SMOKE, 1])
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text().replace('"seed"', '"sead"'))
    with pytest.raises(InputError, match=r"karpathy-2022-1-.*'run\.seed' is missing; remove the file"):
        records.get(SMOKE, digits, 1)


@pytest.mark.slow
def test_the_command_writes_the_same_file_twice_except_for_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RECIPES, SMOKE.name, SMOKE)
    texts = []
    for attempt in ("first", "second"):
        out = tmp_path / f"{attempt}.json"
        arguments = ["study", "--recipe", SMOKE.name, "--seeds", "2", "--jobs", "1"]
        result = CliRunner().invoke(
            main, [*arguments, "--runs-dir", str(tmp_path / attempt), "--out", str(out)]
        )
        assert result.exit_code == 0, result.output
        texts.append(without_times(json.loads(out.read_text("utf-8"))))
    assert texts[0] == texts[1]


def test_recipes_that_are_not_named_keep_their_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = replace(get_recipe("karpathy-2022-printed"), dataset="digits", passes=2)
    for recipe in (SMOKE, printed):
        monkeypatch.setitem(RECIPES, recipe.name, recipe)

    def study(*arguments: str) -> dict[str, Any]:
        common = ["study", "--seeds", "1", "--jobs", "1", "--runs-dir", str(tmp_path), "--out", str(out)]
        result = CliRunner().invoke(main, [*common, *arguments])
        assert result.exit_code == 0, result.output
        return without_times(json.loads(out.read_text("utf-8")))

    out = tmp_path / "together.json"
    together = study("--recipe", SMOKE.name, "--recipe", printed.name)
    out = tmp_path / "one-by-one.json"
    study("--recipe", printed.name)
    assert study("--recipe", SMOKE.name) == together
    assert list(study("--recipe", SMOKE.name, "--replace-all")["recipes"]) == [SMOKE.name]


class Clone:
    """A copy of the published results.json, and a study that takes its runs from there."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.before = (ROOT / "weights" / "results.json").read_text("utf-8")
        self.results = read_results(self.before, "results.json")
        self.ran: list[Task] = []
        self.more_files: dict[str, str] = {}
        self._out, self._folder = folder / "results.json", folder
        self._out.write_text(self.before, "utf-8")
        monkeypatch.setattr("lecun1989_lab.studies.study.run", self._run)
        monkeypatch.setattr("lecun1989_lab.cli.study.load_dataset", self._load)
        monkeypatch.setattr("lecun1989_lab.studies.results.current_versions", lambda: self.results.versions)

    def _load(self, name: DatasetName, data_dir: Path | None) -> Dataset:
        """Return blank digits with the same description."""
        known = self.results.datasets[name]
        labels = np.repeat(np.arange(10), known.test_digits)
        split = Split(np.zeros((len(labels), 16, 16), np.float32), labels)
        return Dataset(name, known.title, split, split, {**known.files, **self.more_files}, dict(known.split))

    def _run(self, recipe: Recipe, dataset: Dataset, seed: int) -> Record:
        """Return the published run with another time."""
        self.ran.append((recipe, seed))
        entry = self.results.recipes[recipe.name]
        run = next(run for run in entry.runs if run.seed == seed)
        kernels = entry.published.h1_kernels if entry.published else ()
        return Record(replace(run, cpu_seconds=12345.0), kernels)

    def study(self, *arguments: str) -> str:
        """Run the command and return the content of its file."""
        common = ["study", "--jobs", "1", "--runs-dir", str(self._folder / "runs"), "--out", str(self._out)]
        result = CliRunner().invoke(main, [*common, *arguments])
        assert result.exit_code == 0, result.output
        return self.now

    @property
    def now(self) -> str:
        """The file's content."""
        return self._out.read_text("utf-8")


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    return Clone(tmp_path, monkeypatch)


def test_one_seed_of_one_recipe_changes_nothing_else_in_the_published_file(clone: Clone) -> None:
    after = clone.study("--recipe", "karpathy-2022", "--seeds", "1")
    assert clone.ran == [(get_recipe("karpathy-2022"), 1)]
    lines = zip(clone.before.splitlines(), after.splitlines(), strict=True)
    ((old, new),) = [pair for pair in lines if pair[0] != pair[1]]
    seconds = clone.results.recipes["karpathy-2022"].runs[0].cpu_seconds
    assert (old.strip(), new.strip()) == (f'"cpu_seconds": {seconds},', '"cpu_seconds": 12345.0,')


def test_nothing_is_run_if_the_rest_could_not_be_kept(clone: Clone) -> None:
    clone.more_files = {"another": "file"}
    with pytest.raises(AssertionError, match="other files of the data set mnist"):
        clone.study("--recipe", "karpathy-2022", "--seeds", "1")
    assert clone.ran == []
    assert clone.now == clone.before


def test_other_runs_are_dropped_only_on_request(clone: Clone) -> None:
    after = clone.study("--recipe", "karpathy-2022", "--seeds", "1", "--replace-all")
    (entry,) = read_results(after, "results.json").recipes.values()
    assert [run.seed for run in entry.runs] == [1]


def test_a_data_set_is_loaded_only_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str] = []

    def load(name: DatasetName, data_dir: Path | None) -> Dataset:
        loaded.append(name)
        return load_dataset(name, data_dir)

    monkeypatch.setattr("lecun1989_lab.cli.study.load_dataset", load)
    monkeypatch.setitem(RECIPES, SMOKE.name, replace(SMOKE, passes=1))
    out = ["--jobs", "1", "--seeds", "2", "--out", str(tmp_path / "out.json")]
    study = CliRunner().invoke(main, ["study", "--recipe", SMOKE.name, "--runs-dir", str(tmp_path), *out])
    assert study.exit_code == 0, study.output
    assert loaded == ["digits"]
    vary = ["--vary", "learning_rate=0.01,0.02"]
    select = CliRunner().invoke(main, ["select", "--recipe", SMOKE.name, *vary, *out])
    assert select.exit_code == 0, select.output
    assert loaded == ["digits"] * 2


def test_a_cluster_needs_an_address() -> None:
    result = CliRunner().invoke(main, ["study", "--backend", "dask"])
    assert result.exit_code == 2
    assert "--backend dask and --scheduler ADDRESS go together" in result.output


def without_times(results: dict[str, Any]) -> dict[str, Any]:
    for recipe in results["recipes"].values():
        for each in recipe["runs"]:
            del each["cpu_seconds"]
    return results


def test_a_record_stays_valid_if_unused_code_changes() -> None:
    used = modules_used_by("lecun1989_lab.studies.run")
    assert {
        "lecun1989.model.backprop",
        "lecun1989_lab.training.trainer",
        "lecun1989_lab.datasets.zipcodes",
    } <= set(used)
    assert not {
        "lecun1989.model.checkpoint",
        "lecun1989_lab.cli.study",
        "lecun1989_lab.studies.results",
    } & set(used)
    assert all(source for source in used.values())
