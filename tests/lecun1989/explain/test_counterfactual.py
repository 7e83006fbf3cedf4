"""The least ink that makes a network answer otherwise."""

import numpy as np
import pytest

from lecun1989.explain.counterfactual import BATCH, LEAST, Change, try_strokes
from lecun1989.model.network import Network
from lecun1989.preprocess.normalization import blank
from lecun1989_site.page.example import draw_example
from tests.lecun1989.explain.test_finetune import network


@pytest.fixture(scope="module", params=["reader", "zip-1989"])
def read(request: pytest.FixtureRequest) -> Network:
    return network(request.param).network


def three(name: str = "reader") -> np.ndarray:
    return draw_example(network(name))


def search(read: Network, image: np.ndarray, digit: int) -> tuple[Change | None, list[Change]]:
    """Try all strokes; return the one that does it, and those that came nearest on the way."""
    first, left, nearest = 0, 1, []
    while left:
        change, left = try_strokes(read, image, digit, first)
        first += BATCH
        if change:
            nearest.append(change)
            if change.lead > 0:
                return change, nearest
    return None, nearest


def test_the_stroke_makes_it_the_other_digit(read: Network) -> None:
    image = three()
    sums = read.layers(image).output_sum[0]
    runner_up = int(sums.argsort()[-2])
    change, _ = search(read, image, runner_up)
    assert change
    assert read.outputs(change.image).argmax() == runner_up
    assert np.abs(change.image - image).sum() / 2 == pytest.approx(change.ink, abs=0.05)
    moved = change.image - image
    assert (moved >= 0).all() if change.adds else (moved <= 0).all()
    assert np.abs(change.image).max() <= 1


def test_no_stroke_that_changes_less_does_it(read: Network) -> None:
    image = three()
    runner_up = int(read.outputs(image).argsort()[-2])
    change, nearest = search(read, image, runner_up)
    assert change
    assert change.ink >= LEAST
    assert [each.ink <= change.ink for each in nearest] == [True] * len(nearest)
    assert all(each.lead <= 0 for each in nearest[:-1])


def test_where_none_does_it_the_nearest_is_told() -> None:
    read = network("reader").network
    found, nearest = search(read, blank(), int(read.outputs(blank()).argmin()))
    best = max(nearest, key=lambda change: change.lead)
    assert best.adds  # there is nothing to wipe
    assert best.lead > -np.inf
    assert (found is None) == (best.lead <= 0)


def test_after_the_last_stroke_there_is_none() -> None:
    assert try_strokes(network("reader").network, three(), 8, 10**6) == (None, 0)
