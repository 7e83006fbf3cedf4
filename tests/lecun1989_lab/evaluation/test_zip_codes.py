"""Zip codes composed of recorded digits, and their counts."""

import numpy as np

from lecun1989.ink.components import label_components
from lecun1989_lab.datasets.pen_strokes import PenDigit
from lecun1989_lab.evaluation.zip_codes import CODES, compose_codes, measure_zip_codes
from tests.lecun1989.networks import published
from tests.lecun1989.rows.test_decode import SAMPLES


def digits_of(writers: int) -> list[PenDigit]:
    forms = [
        [[(x / 280, y / 280) for x, y in stroke] for stroke in sample.strokes] for sample in SAMPLES[:10]
    ]
    return [PenDigit(f"w{w}-{n}", n, strokes) for w in range(writers) for n, strokes in enumerate(forms)]


def test_codes_are_composed_as_documented() -> None:
    codes = compose_codes(digits_of(20))
    assert len(codes) == 20 * CODES
    assert [code.labels for code in codes] == [code.labels for code in compose_codes(digits_of(20))]
    assert 0.05 < sum(code.touching for code in codes) / (4 * len(codes)) < 0.18
    for code in codes:
        points = np.concatenate(code.paths)
        assert points.min() > 0
        assert points[:, 1].max() < 220
        ink = code.draw()
        if not code.touching:
            assert label_components(ink > 0.3)[1] >= 5


def test_the_measurements_add_up() -> None:
    measured = measure_zip_codes(published("reader"), digits_of(2), "strokes.jsonl")
    for half in (measured.development, measured.report):
        assert (half.codes, half.writers) == (CODES, 1)
        for found in (half.strokes, half.ink):
            assert 0 <= found.whole.percent <= found.digits.percent <= 100
    assert measured.report.strokes.whole.percent >= 80
