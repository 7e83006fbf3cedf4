"""The least ink that changes a network's answer."""

from itertools import pairwise

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain import counterfactual
from lecun1989.explain.counterfactual import MAX_STROKES, MIN_INK, find_counterfactual, search_counterfactual
from lecun1989.reading import Reading
from tests.lecun1989.explain.readings import read_seven


@pytest.fixture(scope="module", params=["reader", "zip-1989"])
def reading(request: pytest.FixtureRequest) -> Reading:
    return read_seven(request.param)


def test_the_network_reads_the_image_as_the_target_digit(reading: Reading) -> None:
    found = find_counterfactual(reading, reading.runner_up)
    assert found.found
    assert found.strokes == 1
    assert reading.network(found.image).argmax() == reading.runner_up
    sums = reading.network.activations(found.image).output_sum[0]
    margin = sums[reading.runner_up] - np.delete(sums, reading.runner_up).max()
    assert margin > 0
    assert found.margin == pytest.approx(margin, abs=1e-4)
    assert np.abs(found.image - reading.image).sum() / 2 == pytest.approx(found.ink, abs=0.05)
    assert np.abs(found.image).max() <= 1


def test_no_stroke_with_less_ink_changes_the_answer(reading: Reading) -> None:
    *before, found = [step for step in search_counterfactual(reading, reading.runner_up) if step.strokes]
    assert before
    assert found.ink >= MIN_INK
    assert all(not step.found for step in before)
    assert all(step.ink <= found.ink for step in before)
    assert all(earlier.margin <= later.margin for earlier, later in pairwise([*before, found]))


def test_another_stroke_is_added_if_one_is_not_enough() -> None:
    steps = list(search_counterfactual(read_seven("zip-1989"), 0))
    strokes = [step.strokes for step in steps]
    assert strokes == sorted(strokes)
    assert strokes[-1] == 2
    assert steps[-1].found
    nearest = max((step for step in steps if step.strokes == 1), key=lambda step: step.margin)
    assert nearest.ink < steps[-1].ink
    second = next(step for step in steps if step.strokes == 2)
    assert second.margin > nearest.margin - 1  # it continues from this image, not from the seven


def test_the_search_ends_after_the_last_stroke(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counterfactual, "LONGEST", 0)  # dots alone don't change the answer
    counterfactual._covers.cache_clear()
    reading = read_seven("reader")
    found = find_counterfactual(reading, int(reading.outputs.argmin()))
    counterfactual._covers.cache_clear()
    assert not found.found
    assert found.strokes == MAX_STROKES
    assert found.margin < 0


def test_a_reading_that_is_already_the_digit_is_unchanged(reading: Reading) -> None:
    assert reading.digit is not None
    found = find_counterfactual(reading, reading.digit)
    assert (found.strokes, found.ink, found.found) == (0, 0.0, True)
    np.testing.assert_array_equal(found.image, reading.image)


def test_no_such_digit(reading: Reading) -> None:
    with pytest.raises(InputError, match="there is no digit 10; give 0 to 9"):
        find_counterfactual(reading, 10)
