"""That those who are timed beside our training do the same training."""

from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.contestants import (
    TOLERANCE,
    DisagreementError,
    OurTraining,
    Problem,
    random_problem,
    require_agreement,
)
from benchmarks.training_node import NodeTraining, find_node
from lecun1989_lab.recipes import RECIPES

UPDATES = 5


@pytest.fixture
def problem() -> Problem:
    return random_problem(RECIPES["karpathy-2022"], UPDATES)


@pytest.fixture
def ours(problem: Problem) -> OurTraining:
    training = OurTraining(problem)
    assert training.run(0, UPDATES) > 0
    return training


def test_the_plain_loops_make_our_updates(problem: Problem, ours: OurTraining) -> None:
    node = find_node()
    assert node, "no Node.js: `make tools` installs what the tests need"
    with closing(NodeTraining(problem, node)) as loop:
        assert loop.run(0, 2) > 0
        loop.run(2, UPDATES)
        require_agreement("javascript", loop.parameters(), ours.parameters())


@pytest.mark.parametrize("onednn", [True, False])
def test_pytorch_makes_our_updates(problem: Problem, ours: OurTraining, onednn: bool) -> None:
    pytest.importorskip("torch", reason="PyTorch is not installed: pip install torch")
    from benchmarks.training_torch import TorchTraining

    reference = TorchTraining(problem, onednn)
    assert reference.run(0, UPDATES) > 0
    require_agreement("pytorch", reference.parameters(), ours.parameters())


def test_the_updates_move_every_layer_by_far_more_than_the_tolerance(
    problem: Problem, ours: OurTraining
) -> None:
    for name, array in ours.parameters().items():
        assert np.abs(array - problem.parameters[name]).max() > 100 * TOLERANCE, name


def test_whoever_trains_otherwise_is_refused(problem: Problem, ours: OurTraining) -> None:
    rate = 1.01 * problem.recipe.learning_rate
    other = OurTraining(replace(problem, recipe=replace(problem.recipe, learning_rate=rate)))
    other.run(0, UPDATES)
    with pytest.raises(DisagreementError, match="other: a parameter differs from ours by"):
        require_agreement("other", other.parameters(), ours.parameters())


def test_a_parameter_that_is_not_a_number_is_refused(ours: OurTraining) -> None:
    broken = ours.parameters()
    broken["h3_bias"][0] = np.nan
    with pytest.raises(DisagreementError, match="by nan"):
        require_agreement("other", broken, ours.parameters())
