"""Numbers scaled for painting."""

import numpy as np
import pytest

from lecun1989.explain.intensities import intensities, layer_intensities
from tests.lecun1989.explain.readings import NETWORKS, read_noise


@pytest.mark.parametrize("name", NETWORKS)
def test_intensities_are_shares_of_the_largest(name: str) -> None:
    activations = read_noise(name).activations
    found = layer_intensities(activations)
    for layer, shape in {"h1": (12, 64), "h2": (12, 16), "h3": (1, 30), "output": (1, 10)}.items():
        values, painted = getattr(activations, layer).ravel(), found[layer]
        assert painted.values.shape == shape
        assert np.abs(painted.values).max() == 100
        assert painted.scale == np.abs(values).max()
        assert painted.values.ravel() == pytest.approx(100 * values / painted.scale, abs=0.51)


def test_zeros_have_no_intensity() -> None:
    assert intensities(np.zeros(3)).values.tolist() == [0, 0, 0]
    assert intensities(np.zeros(3)).scale == 1


def test_the_sign_is_kept() -> None:
    assert intensities(np.array([-2.0, 1.0])).values.tolist() == [-100, 50]
