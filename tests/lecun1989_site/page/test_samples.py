"""The drawings to try."""

import re

import numpy as np
import pytest

from lecun1989.ink.strokes import draw_paths
from lecun1989_site.page.samples import Sample, make_samples
from tests.lecun1989.networks import published

SAMPLES = make_samples()


def test_there_are_ten_digits_and_one_drawing_that_is_no_digit() -> None:
    assert len(SAMPLES) == 11
    assert SAMPLES[10].name.endswith("which is no digit")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_lies_within_the_pad(sample: Sample) -> None:
    points = np.array([point for stroke in sample.strokes for point in stroke])
    assert points.min() > 10
    assert points.max() < 270


@pytest.mark.parametrize("digit", range(10))
def test_the_first_network_reads_every_digit(digit: int) -> None:
    paths = [np.array(stroke) for stroke in SAMPLES[digit].strokes]
    assert published("reader").read_ink(draw_paths(paths)).digit == digit


def test_the_path_goes_through_the_points_of_the_strokes() -> None:
    sample = SAMPLES[0]
    numbers = [float(each) for each in re.findall(r"[\d.]+", sample.path)]
    assert numbers == pytest.approx(
        [place for stroke in sample.strokes for point in stroke for place in point]
    )
    assert sample.path.count("M") == len(sample.strokes)
