"""A network as an ONNX model, for onnxruntime and other frameworks.

image (n, 1, 16, 16)
  -> frame of background, 5x5 convolution with stride 2, a bias for each unit, nonlinearity   (n, 12, 8, 8)
  -> frame of background, the maps that each group of H2 reads                                (n, 12 or 24, 12, 12)
  -> the same convolution, in groups if the connections allow it                              (n, 12, 4, 4)
  -> H3 (n, 30) -> output (n, 10)

It needs the package onnx: pip install 'lecun1989[onnx]'.
"""

from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from lecun1989.errors import InputError
from lecun1989.model.activations import A, S
from lecun1989.model.network import Network
from lecun1989.model.sizes import (
    BACKGROUND,
    CLASSES,
    H1_MAPS,
    H2_MAPS,
    IMAGE_SIDE,
    KERNEL_SIDE,
    PADDING,
    STRIDE,
)

Array = NDArray[Any]

OPERATIONS = {"tanh": "Tanh", "relu": "Relu", "softmax": "Softmax"}
OPSET = 17
THIRDS = 3  # number of groups of H2 maps; all maps of a group read the same H1 maps


def to_onnx(network: Network) -> bytes:
    """Return the bytes of an ONNX model with the input `image` and the output `output`.

    Raises:
        InputError: ONNX has no operation for the network's nonlinearity.
    """
    arrays = {name: array.astype(np.float32) for name, array in network.parameters.arrays().items()}
    arrays["h1_kernels"] = arrays.pop("h1_weights")[:, None]  # (12, 1, 5, 5)
    arrays["background"] = np.array(BACKGROUND, np.float32)
    arrays["frame"] = np.array([0, 0, PADDING, PADDING] * 2)
    arrays["A"], arrays["S"] = np.array(A, np.float32), np.array(S, np.float32)
    arrays["seen"], arrays["h2_kernels"] = _groups(network, arrays.pop("h2_weights"))
    groups = len(arrays["seen"]) // arrays["h2_kernels"].shape[1]
    strides = [STRIDE, STRIDE]
    hidden, output = network.architecture.activation, network.architecture.output
    nodes = [
        helper.make_node("Pad", ["image", "frame", "background"], ["framed"]),
        helper.make_node("Conv", ["framed", "h1_kernels"], ["h1_product"], strides=strides),
        helper.make_node("Add", ["h1_product", "h1_bias"], ["h1_sum"]),
        *_apply(hidden, "h1"),
        helper.make_node("Pad", ["h1", "frame", "background"], ["h1_framed"]),
        helper.make_node("Gather", ["h1_framed", "seen"], ["h1_seen"], axis=1),
        helper.make_node("Conv", ["h1_seen", "h2_kernels"], ["h2_product"], strides=strides, group=groups),
        helper.make_node("Add", ["h2_product", "h2_bias"], ["h2_sum"]),
        *_apply(hidden, "h2"),
        helper.make_node("Flatten", ["h2"], ["h2_row"]),
        helper.make_node("Gemm", ["h2_row", "h3_weights", "h3_bias"], ["h3_sum"], transB=1),
        *_apply(hidden, "h3"),
        helper.make_node("Gemm", ["h3", "output_weights", "output_bias"], ["output_sum"], transB=1),
        *_apply(output, "output"),
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


def _apply(function: str, layer: str) -> list[Any]:
    """Return the nodes from LAYER_sum to LAYER."""
    if function == "scaled_tanh":
        return [
            helper.make_node("Mul", [f"{layer}_sum", "S"], [f"{layer}_scaled"]),
            helper.make_node("Tanh", [f"{layer}_scaled"], [f"{layer}_tanh"]),
            helper.make_node("Mul", [f"{layer}_tanh", "A"], [layer]),
        ]
    if function not in OPERATIONS:
        raise InputError(
            f"ONNX has no operation for the nonlinearity {function!r}; export a network without it"
        )
    return [helper.make_node(OPERATIONS[function], [f"{layer}_sum"], [layer])]


def _groups(network: Network, weights: Array) -> tuple[Array, Array]:
    """Return the H1 maps that each group of H2 reads, concatenated, and H2's kernels.

    If all maps in each third of H2 read the same H1 maps, the thirds are the groups: (24,) and (12, 8, 5, 5).
    Otherwise all of H2 is one group, and absent connections are zero: (12,) and (12, 12, 5, 5).
    """
    connections = np.array(network.architecture.connections)
    thirds = np.split(connections, THIRDS)
    if all((third == third[0]).all() for third in thirds):
        return np.concatenate([third[0] for third in thirds]).astype(np.int64), weights
    whole = np.zeros((H2_MAPS, H1_MAPS, KERNEL_SIDE, KERNEL_SIDE), np.float32)
    whole[np.arange(H2_MAPS)[:, None], connections] = weights
    return np.arange(H1_MAPS), whole
