"""Parallel runs on this computer's cores or on a Dask cluster. The results are the same on both."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from joblib import Parallel, delayed

from lecun1989.errors import InputError
from lecun1989_lab.datasets import Dataset, DatasetName
from lecun1989_lab.training.recipes import Recipe

Result = TypeVar("Result")
Task = tuple[Recipe, int]  # a recipe and a seed
Work = Callable[[Recipe, Dataset, int], Result]
CONNECT_SECONDS = 15


class Backend(Protocol):
    """Does the work for every task, and yields (task, result) when each is done, in any order."""

    def __call__(
        self, work: Work[Result], tasks: Sequence[Task], datasets: Mapping[DatasetName, Dataset]
    ) -> Iterator[tuple[Task, Result]]:
        """Do the work.

        Args:
            work: called with a recipe, its data set and a seed.
            tasks: recipes and seeds.
            datasets: the recipes' data sets, by name.
        """


def local(jobs: int) -> Backend:
    """Return the backend that does `jobs` tasks at a time in processes of this computer; -1 means one per core."""

    def run(
        work: Work[Result], tasks: Sequence[Task], datasets: Mapping[DatasetName, Dataset]
    ) -> Iterator[tuple[Task, Result]]:
        parallel = Parallel(n_jobs=jobs, return_as="generator_unordered")
        yield from parallel(delayed(_do)(work, task, datasets[task[0].dataset]) for task in tasks)

    return run


def dask(scheduler: str) -> Backend:
    """Return the backend that sends the tasks to the workers of a Dask scheduler.

    Args:
        scheduler: its address, such as "tcp://192.0.2.1:8786". The workers need this package; the data is sent to
            them.

    Raises:
        InputError: Dask is not installed, or nothing answers at the address.
    """
    try:
        from distributed import Client, as_completed
    except ModuleNotFoundError:
        raise InputError(
            "the backend dask needs the package distributed; install it with `pip install 'lecun1989[dask]'`"
        ) from None
    try:
        client: Any = Client(scheduler, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(
            f"--scheduler {scheduler}: no Dask scheduler answers there ({error}); start one with `dask scheduler`"
        ) from None

    def run(
        work: Work[Result], tasks: Sequence[Task], datasets: Mapping[DatasetName, Dataset]
    ) -> Iterator[tuple[Task, Result]]:
        with client:
            sent = {name: client.scatter(dataset, broadcast=True) for name, dataset in datasets.items()}
            futures = [client.submit(_do, work, task, sent[task[0].dataset], pure=False) for task in tasks]
            for _, done in as_completed(futures, with_results=True):
                yield done

    return run


def _do(work: Work[Result], task: Task, dataset: Dataset) -> tuple[Task, Result]:
    return task, work(task[0], dataset, task[1])
