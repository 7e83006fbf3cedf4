"""Recipes times seeds: every run that was not finished before is done, and kept as soon as it is."""

from collections.abc import Generator, Mapping, Sequence

from lecun1989_lab.datasets import Dataset, DatasetName
from lecun1989_lab.studies.parallel import Backend, Task
from lecun1989_lab.studies.run import Record, run
from lecun1989_lab.studies.run_cache import Records


def run_study(
    tasks: Sequence[Task], datasets: Mapping[DatasetName, Dataset], records: Records, backend: Backend
) -> Generator[tuple[Task, Record]]:
    """Yield (task, record) for every task: first those that a stopped study left behind, then each as it ends.

    Args:
        tasks: recipes and seeds.
        datasets: by name, all that the recipes need.
        records: where finished runs are kept.
        backend: does those that are missing.

    Raises:
        InputError: a record cannot be kept.
    """
    missing = []
    for recipe, seed in tasks:
        record = records.get(recipe, datasets[recipe.dataset], seed)
        if record is None:
            missing.append((recipe, seed))
        else:
            yield (recipe, seed), record
    if not missing:
        return
    for (recipe, seed), record in backend(run, missing, datasets):
        records.put(recipe, datasets[recipe.dataset], seed, record)
        yield (recipe, seed), record
