"""Our AdamW compared with the formulas in float64, on random gradients."""

import numpy as np
import pytest

from lecun1989.model.optimizers import AdamW, start
from lecun1989.model.parameters import Parameters, weight_mask
from tests.lecun1989.networks import random_network

PASSES, EXAMPLES = 8, 1440
SETTINGS = AdamW(learning_rate=4e-3, batch=16, weight_decay=0.01, averaging=0.9)


def test_the_steps_of_adamw_match_the_papers() -> None:
    network = random_network()
    before = network.parameters.flat.astype(np.float64)
    optimizer = start(SETTINGS, network, PASSES, EXAMPLES)
    assert optimizer.trained is network
    assert optimizer.network is not network
    theta, averaged, m, v = before.copy(), before.copy(), np.zeros_like(before), np.zeros_like(before)
    weights = weight_mask(network.architecture.connections)
    assert weights.sum() == pytest.approx(12 * 25 + 12 * 300 + 30 * 192 + 10 * 30)  # biases do not decay
    steps_per_pass = EXAMPLES // SETTINGS.batch
    generator = np.random.default_rng(0)
    gradient = Parameters(network.architecture.connections)
    for t in range(1, 120):
        g = generator.normal(0, 0.1, theta.shape).astype(np.float32)
        gradient.flat[:] = g
        optimizer.step(gradient)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g.astype(np.float64) ** 2
        rate = SETTINGS.learning_rate * min(1, t / (2 * steps_per_pass))
        rate *= (1 + np.cos(np.pi * t / (PASSES * steps_per_pass))) / 2
        step = (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        theta -= rate * (step + SETTINGS.weight_decay * weights * theta)
        keep = min(0.9, (1 + t) / (10 + t))
        averaged = keep * averaged + (1 - keep) * theta
    np.testing.assert_allclose(optimizer.network.parameters.flat, theta, atol=2e-5)
    np.testing.assert_allclose(network.parameters.flat, averaged, atol=2e-5)
