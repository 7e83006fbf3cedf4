"""Connected components: which ink hangs together.

Each row's runs of ink are joined with the runs of the row above that they touch, at a corner too (Rosenfeld and Pfaltz,
1966).
"""

import numpy as np
from numpy.typing import NDArray


def label_components(dark: NDArray[np.bool_]) -> tuple[NDArray[np.intp], int]:
    """Number the components.

    Args:
        dark: (rows, columns), where there is ink.

    Returns:
        (rows, columns), 0 where there is none and else the number of the component, from 1 on; and how many there are.
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
    # Each run's number is added where it begins and taken away where it ends.
    changes = np.zeros((rows, columns + 1), np.intp)
    changes[row_of, starts] = number_of + 1
    changes[row_of, ends] -= number_of + 1
    return np.cumsum(changes, axis=1)[:, :-1], len(roots)
