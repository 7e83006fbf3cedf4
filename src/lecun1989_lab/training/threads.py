"""One thread for matrix products."""

from contextlib import AbstractContextManager
from typing import Any

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[Any]:
    """Limit matrix products to one thread, so the results do not depend on the number of cores.

    Such small products gain nothing from more threads; parallel runs do.
    """
    limits: AbstractContextManager[Any] = threadpool_limits(1, "blas")
    return limits
