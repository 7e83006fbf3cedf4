"""The page's calls: their answers, and that later calls refer to the right reading."""

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.explain.attribution import attribute
from lecun1989.explain.perturbation import NEUTRAL
from lecun1989.explain.unit import explain_unit
from lecun1989.ink.strokes import draw
from lecun1989.preprocess.normalization import normalise
from lecun1989.session import KEPT, Session
from tests.lecun1989.networks import random_images, random_network, trained


@pytest.fixture
def session() -> Session:
    session = Session()
    session.load("tanh", trained(random_network()).to_json())
    session.load("softmax", trained(random_network("relu", "softmax")).to_json())
    return session


def test_a_drawing_is_normalised_first(session: Session) -> None:
    ink = draw([[(0, 0), (1, 0), (0.5, 1)]])
    rgba = np.dstack([np.zeros((280, 280, 3)), ink * 255]).round().astype(np.uint8)
    expected = normalise(rgba[..., 3].astype(np.float32) / np.float32(255), "zip")
    assert expected is not None
    np.testing.assert_allclose(session.read("tanh", rgba).image, expected, atol=1e-6)


def test_calls_refer_to_the_reading_that_they_name(session: Session) -> None:
    first, second = random_images(2)
    session.read("tanh", first)
    reading = session.read("softmax", second)
    assert session.last == 2
    assert session.reading(2) is reading
    assert session.unit(2, "h2", 7).sum == explain_unit(reading, "h2", 7).sum
    assert session.unit(1, "h2", 7).sum != session.unit(2, "h2", 7).sum
    assert session.attribution(2, 3).total == attribute(reading, 3).total
    assert session.occlusion(1).inked.shape == (16, 16)


def test_the_least_recently_used_reading_is_dropped_first(session: Session) -> None:
    images = random_images(KEPT + 1)
    for image in images[:KEPT]:
        session.read("tanh", image)
    session.reading(1)
    session.read("tanh", images[KEPT])
    session.reading(1)
    with pytest.raises(InputError, match="reading 2 is not kept any more; read the drawing again"):
        session.unit(2, "h1", 0)


def test_a_perturbed_image_is_read_by_the_same_network(session: Session) -> None:
    session.read("softmax", random_images(1)[0])
    values = np.array(NEUTRAL, np.float32)
    values[0] = 2
    reading = session.perturb(1, values)
    assert session.last == 2
    again = session.read("softmax", reading.image)
    np.testing.assert_array_equal(reading.outputs, again.outputs)
    # Step 16 of 25 steps from -6 to 6 is the value 2.
    assert session.curves(1, values)["right"].digits[16] == reading.digit
    with pytest.raises(InputError, match="the perturbation's size is 0"):
        session.perturb(1, np.zeros(6))


def test_a_search_continues_until_it_ends(session: Session) -> None:
    reading = session.read("tanh", random_images(1)[0])
    digit = reading.runner_up
    margins = []
    while True:
        step = session.counterfactual(1, digit)
        margins.append(step.nearest.margin)
        if step.done:
            break
    assert step.nearest.found or step.nearest.strokes == 3
    if step.nearest.found:
        assert reading.network(step.nearest.image).argmax() == digit
    again = session.counterfactual(1, digit)
    assert again.nearest.margin == margins[0]
    other = session.counterfactual(1, (digit + 1) % 10)
    assert other.nearest.strokes == 1


def test_a_search_that_fails_says_that_it_is_done(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lecun1989.explain.counterfactual.MAX_STROKES", 1)
    reading = session.read("tanh", random_images(1)[0])
    digit = int(reading.outputs.argmin())
    steps = [session.counterfactual(1, digit)]
    while not steps[-1].done:
        steps.append(session.counterfactual(1, digit))
    assert not steps[-1].nearest.found
    assert steps[-1].nearest.margin == max(step.nearest.margin for step in steps)


def test_a_fine_tuned_network_reads_until_it_is_reset(session: Session) -> None:
    image = random_images(1)[0]
    before = session.read("softmax", image)
    digit = (int(before.outputs.argmax()) + 1) % 10
    lesson = session.finetune("softmax", image[None], np.array([digit]))
    assert lesson.before is not None
    assert lesson.after is not None
    assert lesson.steps > 0
    np.testing.assert_array_equal(lesson.before.outputs, before.outputs)
    assert lesson.after.digit == session.read("softmax", image).digit == digit
    np.testing.assert_allclose(
        lesson.kernels - lesson.changes, before.network.parameters.h1_kernels, atol=1e-6
    )
    reset = session.finetune("softmax", image[:0].reshape(0, 16, 16), np.array([], np.int64))
    assert (reset.steps, reset.before, reset.after) == (0, None, None)
    np.testing.assert_array_equal(session.read("softmax", image).outputs, before.outputs)


def test_wrong_arguments_are_refused(session: Session) -> None:
    with pytest.raises(InputError, match=r"the image has shape \(3,\); give \(16, 16\)"):
        session.read("tanh", np.zeros(3, np.float32))
    with pytest.raises(InputError, match="no network named 'lenet' is loaded; there are tanh, softmax"):
        session.read("lenet", np.zeros((16, 16), np.float32))
    with pytest.raises(InputError, match=r"^bad.json: not complete JSON"):
        session.load("bad", "{")
