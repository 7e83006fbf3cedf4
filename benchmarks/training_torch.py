"""The network and its training in idiomatic PyTorch: eager, on the CPU, on one thread.

It follows the published description of A. Karpathy's protocol (lecun1989-repro, 2022): tanh everywhere, mean squared
error over the ten outputs, plain gradient steps, one example at a time.
"""

import time
from typing import Any

import torch
from torch import nn
from torch.nn import functional

from benchmarks.contestants import Array, Problem
from lecun1989.model.parameters import SHAPES

VERSION = torch.__version__


class ReferenceNetwork(nn.Module):  # type: ignore[misc]  # mypy does not look into torch
    """The parameters have the names and shapes of the published layout, except h1_weights: (12, 1, 5, 5)."""

    def __init__(self, parameters: dict[str, Array]) -> None:
        super().__init__()
        tensors = {name: torch.tensor(array) for name, array in parameters.items()}
        self.h1_weights = nn.Parameter(tensors["h1_weights"].unsqueeze(1))
        self.h1_bias = nn.Parameter(tensors["h1_bias"])
        self.h2_weights = nn.Parameter(tensors["h2_weights"])
        self.h2_bias = nn.Parameter(tensors["h2_bias"])
        self.h3_weights = nn.Parameter(tensors["h3_weights"])
        self.h3_bias = nn.Parameter(tensors["h3_bias"])
        self.output_weights = nn.Parameter(tensors["output_weights"])
        self.output_bias = nn.Parameter(tensors["output_bias"])

    def forward(self, frames: Any) -> Any:
        """(n, 1, 20, 20) -> (n, 10)."""
        h1 = torch.tanh(functional.conv2d(frames, self.h1_weights, stride=2) + self.h1_bias)
        framed = functional.pad(h1, (2, 2, 2, 2), value=-1.0)
        low, middle, high = framed.split(4, dim=1)
        groups = torch.cat([low, middle, middle, high, low, high], dim=1)  # three times eight maps
        h2 = torch.tanh(functional.conv2d(groups, self.h2_weights, stride=2, groups=3) + self.h2_bias)
        h3 = torch.tanh(functional.linear(h2.flatten(1), self.h3_weights, self.h3_bias))
        return torch.tanh(functional.linear(h3, self.output_weights, self.output_bias))


class TorchTraining:
    """See `contestants.Contestant`.

    With `onednn` it is PyTorch as installed. Without, it uses PyTorch's own convolutions, which are faster on some
    processors for such a small network.
    """

    def __init__(self, problem: Problem, onednn: bool) -> None:
        torch.set_num_threads(1)
        self._onednn = onednn
        self._network = ReferenceNetwork(problem.parameters)
        self._optimizer = torch.optim.SGD(
            self._network.parameters(), lr=problem.recipe.optimizer.learning_rate
        )
        self._loss = nn.MSELoss()
        self._frames = torch.from_numpy(problem.frames[:, None]).split(1)
        self._targets = torch.from_numpy(problem.targets).split(1)

    def run(self, first: int, last: int) -> float:
        """See `contestants.Contestant`."""
        torch.backends.mkldnn.enabled = self._onednn
        start = time.process_time()
        for frame, target in zip(self._frames[first:last], self._targets[first:last], strict=True):
            self._optimizer.zero_grad()
            self._loss(self._network(frame), target).backward()
            self._optimizer.step()
        return time.process_time() - start

    def parameters(self) -> dict[str, Array]:
        """See `contestants.Contestant`."""
        return {
            name: parameter.detach().numpy().reshape(SHAPES[name]).copy()
            for name, parameter in self._network.named_parameters()
        }
