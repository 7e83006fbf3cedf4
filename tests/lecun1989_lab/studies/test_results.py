"""Making results.json from runs, and keeping runs of an earlier one."""

from dataclasses import replace

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.results.run_record import Missed, Run
from lecun1989.results.schema import NO_RESULTS, Results, Versions
from lecun1989_lab.datasets import Dataset, DatasetName, Split
from lecun1989_lab.studies.results import (
    assemble,
    check_datasets,
    current_versions,
    keep_runs,
    published_seed,
)
from lecun1989_lab.studies.run import Record
from lecun1989_lab.training.recipes import RECIPES, get_recipe
from tests.lecun1989.results.random_study import make_run

LABELS = np.array([3, 3, 9])
DIGITS = Split(np.zeros((3, 16, 16), np.float32), LABELS)
DATASETS: dict[DatasetName, Dataset] = {
    "mnist": Dataset("mnist", "Three digits", DIGITS, DIGITS, {"a": "hash"}, {"test": 3})
}
KARPATHY = get_recipe("karpathy-2022")


def record(seed: int, training_loss: float = 0.01, missed: tuple[int, ...] = ()) -> Record:
    """Make a record whose kernels identify its seed."""
    run = make_run(seed)
    found = tuple(Missed(place, 1, 2) for place in missed)
    run = replace(run, train=replace(run.train, loss=training_loss), missed=found)
    return Record(run, (((float(seed),),),))


def results(*records: Record, kept: Results = NO_RESULTS) -> Results:
    return assemble({KARPATHY.name: records}, DATASETS, kept)


def runs(found: Results) -> tuple[Run, ...]:
    return found.recipes[KARPATHY.name].runs


def test_every_run_is_kept_and_the_published_seed_has_the_lowest_training_loss() -> None:
    found = results(record(2, 0.1), record(3, 0.3), record(1, 0.2))
    entry = found.recipes[KARPATHY.name]
    assert [run.seed for run in entry.runs] == [1, 2, 3]
    assert entry.published
    assert published_seed(found, KARPATHY.name) == entry.published.seed == 2
    assert entry.published.h1_kernels == (((2.0,),),)
    assert entry.summary.train.loss.mean == pytest.approx(0.2)
    assert (entry.title, entry.dataset, entry.ablates) == (KARPATHY.title, "mnist", None)
    assert found.versions == current_versions()
    with pytest.raises(InputError, match="has no published run of paper-1989"):
        published_seed(found, "paper-1989")


def test_a_data_set_is_described_with_its_test_digits_per_class() -> None:
    (described,) = results(record(1)).datasets.values()
    assert described.test_digits == (0, 0, 0, 2, 0, 0, 0, 0, 0, 1)
    assert (described.title, described.files, described.split) == ("Three digits", {"a": "hash"}, {"test": 3})


def test_recipes_are_compared_on_the_same_digits() -> None:
    a = [record(1, missed=(0, 1, 2)), record(2, missed=(5,))]
    b = [record(1, missed=(2, 9)), record(3)]
    found = assemble({KARPATHY.name: a, "karpathy-2022-printed": b}, DATASETS)
    (comparison,) = found.comparisons
    assert (comparison.a, comparison.b) == (KARPATHY.name, "karpathy-2022-printed")
    assert (comparison.only_a_misses, comparison.only_b_misses) == ((2,), (1,))
    assert (comparison.p, comparison.median_p) == ((1.0,), 1.0)


def test_recipes_without_a_common_seed_are_not_compared() -> None:
    found = assemble({KARPATHY.name: [record(1)], "karpathy-2022-printed": [record(2)]}, DATASETS)
    assert found.comparisons == ()


def test_other_recipes_and_seeds_are_kept() -> None:
    earlier = assemble(
        {KARPATHY.name: [record(1), record(2, 0.005)], "karpathy-2022-printed": [record(1)]}, DATASETS
    )
    kept = keep_runs(earlier, [(KARPATHY, 1)])
    assert [run.seed for run in runs(kept)] == [2]
    found = results(record(1, 0.2), kept=kept)
    assert [run.train.loss for run in runs(found)] == [0.2, 0.005]
    assert found.recipes["karpathy-2022-printed"] == earlier.recipes["karpathy-2022-printed"]
    assert published_seed(found, KARPATHY.name) == 2
    assert found.recipes[KARPATHY.name].summary.train.loss.mean == pytest.approx(0.1025)
    assert len(found.comparisons) == 1


def test_a_run_that_becomes_the_published_one_needs_its_kernels() -> None:
    earlier = results(record(1, 0.1), record(2, 0.2))
    kept = keep_runs(earlier, [(KARPATHY, 1)])
    with pytest.raises(InputError, match="seed 2 is now the one to publish, but its kernels were not kept"):
        results(record(1, 0.3), kept=kept)
    assert published_seed(results(record(1, 0.05), kept=kept), KARPATHY.name) == 1


def test_a_published_run_that_is_made_again_has_its_new_kernels() -> None:
    kept = keep_runs(results(record(1, 0.1), record(2, 0.2)), [(KARPATHY, 1)])
    anew = replace(record(1, 0.1), h1_kernels=(((7.0,),),))
    published = results(anew, kept=kept).recipes[KARPATHY.name].published
    assert published
    assert (published.seed, published.h1_kernels) == (1, (((7.0,),),))


def test_nothing_is_kept_if_all_recipes_run_again() -> None:
    older = replace(results(record(1)), versions=Versions("3.0", "1.0", "0.0"))
    assert keep_runs(older, [(KARPATHY, 1)]).recipes == {}


def test_runs_of_other_versions_are_not_kept() -> None:
    older = replace(results(record(1), record(2)), versions=replace(current_versions(), numpy="1.0"))
    with pytest.raises(InputError, match=r"NumPy 1\.0 .*, but this is .*--replace-all"):
        keep_runs(older, [(KARPATHY, 1)])


def test_runs_of_a_changed_recipe_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    earlier = results(record(1), record(2))
    changed = replace(KARPATHY, passes=2)
    monkeypatch.setitem(RECIPES, KARPATHY.name, changed)
    message = "karpathy-2022 has changed since its runs were made; run it again with --recipe karpathy-2022"
    with pytest.raises(InputError, match=message):
        keep_runs(earlier, [(get_recipe("paper-1989"), 1)])
    assert keep_runs(earlier, [(changed, 1)]).recipes == {}


def test_runs_of_a_recipe_that_is_gone_are_not_kept() -> None:
    earlier = replace(NO_RESULTS, recipes={"gone": results(record(1)).recipes[KARPATHY.name]})
    with pytest.raises(InputError, match=r"the recipe gone no longer exists; .*--replace-all"):
        keep_runs(earlier, [(KARPATHY, 1)])


def test_runs_on_other_files_are_not_kept() -> None:
    kept = results(record(1))
    check_datasets(kept, DATASETS)
    others: dict[DatasetName, Dataset] = {"mnist": replace(DATASETS["mnist"], files={"a": "another"})}
    with pytest.raises(InputError, match="other files of the data set mnist"):
        check_datasets(kept, others)
    check_datasets(NO_RESULTS, others)
