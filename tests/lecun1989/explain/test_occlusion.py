"""How covering a patch changes the margin."""

import numpy as np
import pytest

from lecun1989.explain.occlusion import PATCH, occlude
from lecun1989.preprocess.normalization import blank
from tests.lecun1989.explain.readings import NETWORKS, read_noise
from tests.lecun1989.networks import published


def margin(sums: np.ndarray, answer: int) -> float:
    return float(sums[answer] - np.delete(sums, answer).max())


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize(("how", "value"), [("erased", -1), ("inked", 1)])
def test_each_value_is_the_change_of_the_margin(name: str, how: str, value: float) -> None:
    reading = read_noise(name)
    found = getattr(occlude(reading), how)
    sums = reading.activations.output_sum[0]
    answer = int(sums.argmax())
    assert found.shape == (16, 16)
    for row, column in ((0, 0), (8, 5), (15, 9)):
        covered, reach = reading.image.copy(), PATCH // 2
        covered[max(row - reach, 0) : row + reach + 1, max(column - reach, 0) : column + reach + 1] = value
        after = published(name).activations(covered).output_sum[0]
        expected = margin(after, answer) - margin(sums, answer)
        assert found[row, column] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("name", NETWORKS)
def test_erasing_paper_changes_nothing(name: str) -> None:
    found = occlude(published(name).read_image(blank())).erased
    assert np.abs(found).max() < 1e-5  # a batch is summed in another order
