"""Connected components of the ink.

Each row's runs of ink are joined with the runs that they touch in the row above, also at a corner (Rosenfeld and
Pfaltz, 1966).
"""

import numpy as np
from numpy.typing import NDArray


def label_components(dark: NDArray[np.bool_]) -> tuple[NDArray[np.intp], int]:
    """Number the components.

    Args:
        dark: (rows, columns), true where there is ink.

    Returns:
        (rows, columns), the component's number, from 1, or 0 for no ink; and the number of components.
    """
    rows, columns = dark.shape
    framed = np.zeros((rows, columns + 2), np.int8)
    framed[:, 1:-1] = dark
    edges = np.diff(framed, axis=1)  # 1 where a run begins, -1 one past its end
    row_of, starts = (edges == 1).nonzero()
    ends = (edges == -1).nonzero()[1]
    first_of = np.searchsorted(row_of, np.arange(rows + 1))  # the first run of each row
    parent = list(range(len(starts)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = parent[parent[run]]
            run = parent[run]
        return run

    start, end, first = starts.tolist(), ends.tolist(), first_of.tolist()
    for row in range(1, rows):
        above, here = first[row - 1], first[row]
        while above < first[row] and here < first[row + 1]:
            if start[above] <= end[here] and start[here] <= end[above]:
                parent[root(here)] = root(above)
            if end[above] < end[here]:
                above += 1
            else:
                here += 1
    roots, number_of = np.unique([root(run) for run in range(len(start))], return_inverse=True)
    # Each run's number is added at its start and subtracted at its end.
    changes = np.zeros((rows, columns + 1), np.intp)
    changes[row_of, starts] = number_of + 1
    changes[row_of, ends] -= number_of + 1
    return np.cumsum(changes, axis=1)[:, :-1], len(roots)
