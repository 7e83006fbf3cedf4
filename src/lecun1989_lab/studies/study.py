"""Runs every recipe with every seed. Finished runs are saved at once and not done again."""

from collections.abc import Generator, Mapping, Sequence

from lecun1989_lab.datasets import Dataset, DatasetName
from lecun1989_lab.studies.parallel import Backend, Task
from lecun1989_lab.studies.run import Record, run
from lecun1989_lab.studies.run_cache import Records


def run_study(
    tasks: Sequence[Task], datasets: Mapping[DatasetName, Dataset], records: Records, backend: Backend
) -> Generator[tuple[Task, Record]]:
    """Yield (task, record) for every task: first those that a stopped study has saved, then each new run when it ends.

    Args:
        tasks: recipes and seeds.
        datasets: the recipes' data sets, by name.
        records: the saved runs.
        backend: does the missing runs.

    Raises:
        InputError: a record cannot be saved.
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
