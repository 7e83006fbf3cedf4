"""The training as plain JavaScript loops (training_loop.mjs), in a Node.js process that waits between blocks."""

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.contestants import Array, Problem
from lecun1989.model.parameters import SHAPES

SCRIPT = Path(__file__).with_name("training_loop.mjs")


class NodeTraining:
    """See `contestants.Contestant`; `close` ends the process.

    Attributes:
        version: Node.js's version.
    """

    def __init__(self, problem: Problem, node: Path) -> None:
        self._process = subprocess.Popen(
            [str(node), str(SCRIPT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        parameters = {name: array.ravel().tolist() for name, array in problem.parameters.items()}
        start = {
            "parameters": parameters,
            "frames": problem.frames.ravel().tolist(),
            "labels": problem.labels.tolist(),
            "rate": problem.recipe.optimizer.learning_rate,
        }
        self.version: str = self._ask({"start": start})["node"]

    def run(self, first: int, last: int) -> float:
        """See `contestants.Contestant`."""
        seconds: float = self._ask({"run": [first, last]})["seconds"]
        return seconds

    def parameters(self) -> dict[str, Array]:
        """See `contestants.Contestant`."""
        arrays = self._ask({"show": True})
        return {name: np.reshape(arrays[name], shape) for name, shape in SHAPES.items()}

    def close(self) -> None:
        """End the process by closing its input."""
        self._process.communicate()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{SCRIPT.name} stopped; see its output above")
        answered: dict[str, Any] = json.loads(answer)
        return answered
