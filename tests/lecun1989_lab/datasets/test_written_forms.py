import numpy as np
import pytest

from lecun1989.ink.strokes import draw
from lecun1989.preprocess.normalization import normalise
from lecun1989_lab.datasets.mixed import CHUNK, NORMALISATION, _write
from lecun1989_lab.datasets.written_forms import FORMS, write


def test_every_digit_has_several_forms() -> None:
    labels = [label for label, _ in FORMS]
    assert all(labels.count(digit) >= 3 for digit in range(10))


@pytest.mark.parametrize("number", range(0, len(FORMS), 5))
def test_written_forms_fill_their_box(number: int) -> None:
    label, lines = FORMS[number]
    generator = np.random.default_rng(number)
    first, second = (write(lines, label, generator) for _ in range(2))
    for strokes in (first, second):
        points = np.concatenate([np.array(stroke) for stroke in strokes])
        assert points.min(axis=0) == pytest.approx([0, 0])
        assert np.ptp(points, axis=0).max() == pytest.approx(1)
        assert len(strokes) == len(lines)
    assert first != second


def test_an_undeformed_form_goes_through_its_points() -> None:
    class Middle(np.random.Generator):
        def __init__(self) -> None:
            super().__init__(np.random.PCG64(0))

        def uniform(self, *_: float) -> float:  # type: ignore[override]
            return 0.0

        def normal(self, _mean: float, _deviation: float, shape: tuple[int, ...]) -> np.ndarray:  # type: ignore[override]
            return np.zeros(shape)

    label, lines = next(form for form in FORMS if form[0] == 7)
    (stroke,) = write(lines, label, Middle())
    np.testing.assert_allclose(stroke, [(0, 0.05), (0.75, 0), (0.2625, 1)])


def test_the_seed_decides_what_is_written() -> None:
    first, again = _write(0), _write(0)
    np.testing.assert_array_equal(first, again)
    assert first.shape == (CHUNK, 16, 16)
    assert (first.max(axis=(1, 2)) > 0).all()
    label, lines = FORMS[3]
    image = normalise(draw(write(lines, label, np.random.default_rng(0))), NORMALISATION)
    assert image is not None
