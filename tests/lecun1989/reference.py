"""A second, simple implementation of the network for `autograd`, which the tests compare with the real one.

It shares no code with `lecun1989`. It loops over maps and positions as the paper describes them, and has its own
transcription of the connection table.
"""

from typing import Any

import autograd.numpy as anp
import numpy as np

# Karpathy's scheme, map by map: first four H2 maps see H1 maps 0-7, the next four 4-11, the last four 0-3 and 8-11.
SEES = [
    "01234567",
    "01234567",
    "01234567",
    "01234567",
    "456789AB",
    "456789AB",
    "456789AB",
    "456789AB",
    "012389AB",
    "012389AB",
    "012389AB",
    "012389AB",
]
TABLE = tuple(tuple(int(digit, 12) for digit in row) for row in SEES)

SQUASH = {
    "tanh": anp.tanh,
    "scaled_tanh": lambda x: 1.7159 * anp.tanh(2 * x / 3),
    "relu": lambda x: anp.maximum(x, 0),
    "softmax": lambda x: anp.exp(x - anp.max(x)) / anp.sum(anp.exp(x - anp.max(x))),
}


def frame(maps: Any, side: int) -> Any:
    """Put (maps, side, side) into a border of two background units."""
    rows = anp.concatenate([-anp.ones((len(maps), 2, side)), maps, -anp.ones((len(maps), 2, side))], axis=1)
    edge = -anp.ones((len(maps), side + 4, 2))
    return anp.concatenate([edge, rows, edge], axis=2)


def convolve(maps: Any, kernels: Any, bias: Any, side: int) -> Any:
    """One output map: (inputs, 2*side + 4, 2*side + 4) with (inputs, 5, 5) and (side, side) -> (side, side)."""
    rows = []
    for i in range(side):
        row = [anp.sum(maps[:, 2 * i : 2 * i + 5, 2 * j : 2 * j + 5] * kernels) for j in range(side)]
        rows.append(anp.stack(row))
    return anp.stack(rows) + bias


def outputs(parameters: dict[str, Any], image: Any, activation: str, output: str) -> Any:
    """(16, 16) -> (10,)."""
    p, squash = parameters, SQUASH[activation]
    framed = frame(image[None], 16)
    h1 = squash(
        anp.stack([convolve(framed, p["h1_weights"][m][None], p["h1_bias"][m], 8) for m in range(12)])
    )
    framed = frame(h1, 8)
    h2 = squash(
        anp.stack(
            [
                convolve(anp.stack([framed[k] for k in TABLE[m]]), p["h2_weights"][m], p["h2_bias"][m], 4)
                for m in range(12)
            ]
        )
    )
    h3 = squash(anp.dot(p["h3_weights"], anp.ravel(h2)) + p["h3_bias"])
    return SQUASH[output](anp.dot(p["output_weights"], h3) + p["output_bias"])


def loss(parameters: dict[str, Any], images: Any, labels: Any, activation: str, output: str) -> Any:
    """Mean squared error over images and outputs, or mean cross-entropy."""
    total = 0.0
    for image, label in zip(images, labels, strict=True):
        y = outputs(parameters, image, activation, output)
        if output == "softmax":
            total = total - anp.log(y[label])
        else:
            target = np.where(np.arange(10) == label, 1.0, -1.0)
            total = total + anp.sum((y - target) ** 2) / 10
    return total / len(images)
