"""The other contestants compute the same as ours, in training and in a page."""

import json
import subprocess
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks.contestants import (
    TOLERANCE,
    DisagreementError,
    OurTraining,
    Problem,
    random_problem,
    require_agreement,
)
from benchmarks.training_node import NodeTraining
from lecun1989.model.optimizers import SGD
from lecun1989_lab.training.recipes import RECIPES
from lecun1989_site.runtime.node_runner import find_node
from tests.lecun1989.networks import published
from tests.paths import ROOT

UPDATES = 5
FORWARD = """
import {{ readFileSync }} from "node:fs";
import {{ framed, Network }} from "{script}";
const {{ parameters, architecture, images }} = JSON.parse(readFileSync(0, "utf8"));
const network = new Network(parameters, architecture);
console.log(JSON.stringify(images.map((image) => [...network.forward(framed(image))])));
"""


def images() -> NDArray[Any]:
    return np.random.default_rng(3).uniform(-1, 1, (4, 16, 16)).astype(np.float32)


def test_the_plain_loops_give_our_outputs() -> None:
    node = find_node()
    assert node, "no Node.js: `make tools` installs what the tests need"
    network = published("reader")  # with rectified units and a softmax
    script = (ROOT / "benchmarks" / "network.mjs").as_uri()
    given = {
        "parameters": {name: array.ravel().tolist() for name, array in network.parameters.arrays().items()},
        "architecture": {
            "activation": network.architecture.activation,
            "output": network.architecture.output,
        },
        "images": images().reshape(4, -1).tolist(),
    }
    command = [str(node), "--input-type=module", "--eval", FORWARD.format(script=script)]
    found = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    np.testing.assert_allclose(json.loads(found.stdout), network(images()), atol=1e-5)


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


def test_a_contestant_with_other_updates_is_refused(problem: Problem, ours: OurTraining) -> None:
    faster = SGD(1.01 * problem.recipe.optimizer.learning_rate)
    other = OurTraining(replace(problem, recipe=replace(problem.recipe, optimizer=faster)))
    other.run(0, UPDATES)
    with pytest.raises(DisagreementError, match="other: a parameter differs from ours by"):
        require_agreement("other", other.parameters(), ours.parameters())


def test_a_parameter_that_is_not_a_number_is_refused(ours: OurTraining) -> None:
    broken = ours.parameters()
    broken["h3_bias"][0] = np.nan
    with pytest.raises(DisagreementError, match="by nan"):
        require_agreement("other", broken, ours.parameters())
