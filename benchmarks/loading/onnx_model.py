"""A published network as an ONNX file, for onnxruntime-web.

image (n, 1, 16, 16)
  -> frame of background, 5x5 convolution with stride 2, a bias for each unit, nonlinearity   (n, 12, 8, 8)
  -> frame of background, the maps that each third of H2 reads                                (n, 24, 12, 12)
  -> 5x5 convolution in three groups, likewise                                                (n, 12, 4, 4)
  -> H3 (n, 30) -> output (n, 10)
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from lecun1989.model.architecture import BACKGROUND, CLASSES, IMAGE_SIDE, PADDING, STRIDE
from lecun1989.model.network import Network

Array = NDArray[Any]

OPERATIONS = {"tanh": "Tanh", "relu": "Relu", "softmax": "Softmax"}
OPSET = 17
THIRDS = 3  # of H2, in each of which all maps read the same maps of H1


def to_onnx(network: Network) -> bytes:
    """Return the bytes of an ONNX model with the input `image` and the output `output`.

    Raises:
        ValueError: the network is not one that this knows.
    """
    hidden, output = network.architecture.activation, network.architecture.output
    arrays = {name: array.astype(np.float32) for name, array in network.parameters().items()}
    arrays["h1_kernels"] = arrays.pop("h1_weights")[:, None]  # (12, 1, 5, 5)
    arrays["background"] = np.array(BACKGROUND, np.float32)
    arrays["frame"] = np.array([0, 0, PADDING, PADDING] * 2)
    arrays["seen"] = _seen_by_thirds(network)
    strides = [STRIDE, STRIDE]
    nodes = [
        helper.make_node("Pad", ["image", "frame", "background"], ["framed"]),
        helper.make_node("Conv", ["framed", "h1_kernels"], ["h1_product"], strides=strides),
        helper.make_node("Add", ["h1_product", "h1_bias"], ["h1_sum"]),
        helper.make_node(OPERATIONS[hidden], ["h1_sum"], ["h1"]),
        helper.make_node("Pad", ["h1", "frame", "background"], ["h1_framed"]),
        helper.make_node("Gather", ["h1_framed", "seen"], ["h1_seen"], axis=1),
        helper.make_node("Conv", ["h1_seen", "h2_weights"], ["h2_product"], strides=strides, group=THIRDS),
        helper.make_node("Add", ["h2_product", "h2_bias"], ["h2_sum"]),
        helper.make_node(OPERATIONS[hidden], ["h2_sum"], ["h2"]),
        helper.make_node("Flatten", ["h2"], ["h2_row"]),
        helper.make_node("Gemm", ["h2_row", "h3_weights", "h3_bias"], ["h3_sum"], transB=1),
        helper.make_node(OPERATIONS[hidden], ["h3_sum"], ["h3"]),
        helper.make_node("Gemm", ["h3", "output_weights", "output_bias"], ["output_sum"], transB=1),
        helper.make_node(OPERATIONS[output], ["output_sum"], ["output"]),
    ]
    shapes = {"image": ["n", 1, IMAGE_SIDE, IMAGE_SIDE], "output": ["n", CLASSES]}
    ends = {
        name: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in shapes.items()
    }
    graph = helper.make_graph(
        nodes,
        "lecun1989",
        [ends["image"]],
        [ends["output"]],
        [numpy_helper.from_array(np.ascontiguousarray(array), name) for name, array in arrays.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=9)
    onnx.checker.check_model(model)
    data: bytes = model.SerializeToString()
    return data


def _seen_by_thirds(network: Network) -> Array:
    """Return the maps of H1 that each third of H2 reads, one after the other: (24,)."""
    thirds = np.split(np.array(network.architecture.connections), THIRDS)
    if any((third != third[0]).any() for third in thirds):
        raise ValueError("the maps of a third of H2 do not all read the same maps of H1")
    return np.concatenate([third[0] for third in thirds]).astype(np.int64)
