import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from lecun1989.errors import InputError
from lecun1989_lab.cli.commands import main
from lecun1989_lab.datasets import Dataset, DatasetName, load_dataset
from lecun1989_lab.studies.parallel import Backend, Result, Task, Work, dask, local
from lecun1989_lab.studies.results import assemble, check_kept, published_seed, write_results
from lecun1989_lab.studies.run import Record, run
from lecun1989_lab.studies.run_cache import Records, modules_used_by
from lecun1989_lab.studies.study import run_study
from lecun1989_lab.training.recipes import RECIPES, get_recipe

SMOKE = replace(get_recipe("karpathy-2022"), dataset="digits", passes=2)
SDLM = replace(get_recipe("paper-1989"), dataset="digits", passes=1, curvature_samples=50)
TASKS: list[Task] = [(SMOKE, 1), (SMOKE, 2), (SDLM, 1)]


@pytest.fixture(scope="module")
def datasets() -> dict[DatasetName, Dataset]:
    return {"digits": load_dataset("digits")}


@pytest.fixture(scope="module")
def done(datasets: dict[DatasetName, Dataset]) -> dict[Task, Record]:
    """Every task's record, made in this process."""
    return {(recipe, seed): run(recipe, datasets["digits"], seed) for recipe, seed in TASKS}


def timeless(record: Record) -> Record:
    return {name: value for name, value in record.items() if name != "cpu_seconds"}


class Counting:
    """Runs tasks one after the other and remembers them."""

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


def test_a_stopped_study_goes_on_where_it_was(
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


def test_a_record_of_another_recipe_or_other_data_is_not_taken(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    records, digits = Records(tmp_path), datasets["digits"]
    records.put(SMOKE, digits, 1, done[SMOKE, 1])
    assert records.get(SMOKE, digits, 1) == done[SMOKE, 1]
    assert records.get(SMOKE, digits, 2) is None
    assert records.get(replace(SMOKE, learning_rate=0.02), digits, 1) is None
    assert (
        records.get(replace(SMOKE, connections=get_recipe("paper-1989-ring").connections), digits, 1) is None
    )
    assert records.get(SMOKE, replace(digits, files={"x": "another hash"}), 1) is None


def test_two_processes_give_the_numbers_of_one(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    assert collect(Records(tmp_path), local(2), datasets) == {
        task: timeless(record) for task, record in done.items()
    }


def test_two_workers_of_a_dask_cluster_give_the_numbers_of_one_process(
    tmp_path: Path, datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        assert len(cluster.workers) == 2
        found = collect(Records(tmp_path), dask(cluster.scheduler_address), datasets)
    assert found == {task: timeless(record) for task, record in done.items()}


def test_a_cluster_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lecun1989_lab.studies.parallel.CONNECT_SECONDS", 0.2)
    with pytest.raises(
        InputError, match=r"--scheduler tcp://127\.0\.0\.1:9: no Dask scheduler answers there"
    ):
        dask("tcp://127.0.0.1:9")


def test_a_record_holds_what_the_figures_need(done: dict[Task, Record]) -> None:
    record = done[SMOKE, 1]
    assert len(record["missed"]) == record["test"]["misses"]
    assert all(digit != answer for _, digit, answer in record["missed"])
    assert record["passes"]["test_misses"][-1] == record["test"]["misses"]
    assert record["rejection_curve"]["top"][0] == pytest.approx(record["test"]["error_percent"], rel=1e-4)
    assert len(record["h1_kernels"]) == SMOKE.passes + 1
    assert record["h1_kernels"][0] != record["h1_kernels"][1]
    option = record["reject_option"]
    assert option["held_out"]["error_percent"] <= 1
    assert 0 < option["test"]["rejected_percent"] < 100


def test_results_hold_every_run_and_choose_the_published_seed_by_training_loss(
    datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    first, second = done[SMOKE, 1], done[SMOKE, 2]
    results = assemble({"karpathy-2022": [second, first]}, {"mnist": datasets["digits"]})
    entry = results["recipes"]["karpathy-2022"]
    assert [found["seed"] for found in entry["runs"]] == [1, 2]
    best = min((first, second), key=lambda record: record["train"]["loss"])
    assert published_seed(results, "karpathy-2022") == best["seed"] == entry["published"]["seed"]
    assert entry["published"]["h1_kernels"] == best["h1_kernels"]
    assert all("h1_kernels" not in found for found in entry["runs"])
    text = write_results(results)
    assert json.loads(text) == json.loads(json.dumps(results))
    assert max(len(line) for line in text.splitlines()) > 100  # a list of numbers a line
    with pytest.raises(InputError, match="holds no runs of paper-1989"):
        published_seed(results, "paper-1989")


def test_recipes_are_compared_on_the_same_digits(
    datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    a: Record = {**done[SMOKE, 1], "missed": [[0, 1, 2], [1, 1, 2], [2, 1, 2]]}
    b: Record = {**done[SMOKE, 1], "missed": [[2, 1, 7], [9, 1, 7]]}
    results = assemble({"karpathy-2022": [a], "karpathy-2022-printed": [b]}, {"mnist": datasets["digits"]})
    (comparison,) = results["comparisons"]
    assert (comparison["a"], comparison["b"]) == ("karpathy-2022", "karpathy-2022-printed")
    assert (comparison["only_a_misses"], comparison["only_b_misses"]) == ([2], [1])
    assert comparison["p"] == [1.0]


def test_the_command_writes_the_same_file_twice_but_for_times(
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
    assert study("--recipe", SMOKE.name, "--keep") == together
    assert list(study("--recipe", SMOKE.name)["recipes"]) == [SMOKE.name]


def test_runs_are_not_kept_beside_a_changed_recipe_or_another_numpy(
    datasets: dict[DatasetName, Dataset], done: dict[Task, Record]
) -> None:
    results = assemble({"karpathy-2022": [done[SMOKE, 1]]}, {"mnist": datasets["digits"]})
    assert check_kept(results, ["paper-1989"]) == results
    older = {**results, "versions": {**results["versions"], "numpy": "1.0"}}
    with pytest.raises(InputError, match=r"'numpy': '1\.0'.*; run all without --keep"):
        check_kept(older, ["paper-1989"])
    results["recipes"]["karpathy-2022"]["recipe"]["passes"] = 2
    with pytest.raises(InputError, match="karpathy-2022 has changed since its runs were made; run it anew"):
        check_kept(results, ["paper-1989"])
    assert check_kept(results, ["karpathy-2022"]) == results


def test_a_data_set_is_loaded_once_however_many_runs_need_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []

    def load(name: DatasetName, data_dir: Path | None) -> Dataset:
        loaded.append(name)
        return load_dataset(name, data_dir)

    monkeypatch.setattr("lecun1989_lab.cli.commands.load_dataset", load)
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
        recipe["runs"] = [timeless(record) for record in recipe["runs"]]
    return results


def test_a_record_outlives_changes_of_code_that_no_run_uses() -> None:
    used = modules_used_by("lecun1989_lab.studies.run")
    assert {
        "lecun1989.model.backprop",
        "lecun1989_lab.training.trainer",
        "lecun1989_lab.datasets.zipcodes",
    } <= set(used)
    assert not {
        "lecun1989.model.checkpoint",
        "lecun1989_lab.cli.commands",
        "lecun1989_lab.studies.results",
    } & set(used)
    assert all(source for source in used.values())
