"""One thread for matrix products."""

from contextlib import AbstractContextManager
from typing import Any

from threadpoolctl import threadpool_limits


def one_thread() -> AbstractContextManager[Any]:
    """Keep matrix products to one thread, so that the numbers do not depend on how many cores there are.

    Products as small as these gain nothing from more; many runs at a time do.
    """
    limits: AbstractContextManager[Any] = threadpool_limits(1, "blas")
    return limits
