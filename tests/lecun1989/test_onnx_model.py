"""The ONNX model in onnxruntime gives the same answers as the network."""

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.testing import assert_allclose

from lecun1989.errors import InputError
from lecun1989.model.activations import NONLINEARITIES
from lecun1989.model.architecture import Architecture
from lecun1989.model.connections import RING, THREE_BLOCKS
from lecun1989.model.network import Network
from lecun1989.onnx_model import to_onnx
from lecun1989.published import names
from tests.lecun1989.networks import published, random_images, random_network

IMAGES = random_images(7)


def outputs(model: bytes) -> np.ndarray:
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    (found,) = session.run(["output"], {"image": IMAGES[:, None]})
    return np.asarray(found)


@pytest.mark.parametrize("name", names())
def test_published_networks_give_the_same_answers(name: str) -> None:
    network = published(name)
    assert_allclose(outputs(to_onnx(network)), network(IMAGES), atol=2e-6)


@pytest.mark.parametrize("activation", ["tanh", "scaled_tanh", "relu"])
@pytest.mark.parametrize("output", ["tanh", "scaled_tanh", "softmax"])
@pytest.mark.parametrize("connections", [THREE_BLOCKS, RING], ids=["blocks", "ring"])
def test_every_architecture_gives_the_same_answers(
    activation: str, output: str, connections: tuple[tuple[int, ...], ...]
) -> None:
    arrays = random_network().parameters.arrays()
    network = Network.from_arrays(Architecture(activation, output, connections), arrays)
    assert_allclose(outputs(to_onnx(network)), network(IMAGES), atol=2e-6)


def test_the_model_is_valid() -> None:
    onnx.checker.check_model(onnx.load_from_string(to_onnx(published("reader"))), full_check=True)


def test_a_nonlinearity_that_onnx_does_not_have_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(NONLINEARITIES, "mine", NONLINEARITIES["tanh"])
    with pytest.raises(InputError, match="ONNX has no operation for the nonlinearity 'mine'"):
        to_onnx(random_network("mine"))
