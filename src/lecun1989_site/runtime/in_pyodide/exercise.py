"""Runs in Pyodide: makes every call that the page makes, with fixed inputs."""

import traceback
from collections.abc import Callable
from typing import Any

import numpy as np

from lecun1989.errors import InputError
from lecun1989.explain.unit import SIZES
from lecun1989.ink.strokes import Stroke, draw
from lecun1989.messages import Calls

IMAGES = 8
DIGITS: list[list[Stroke]] = [
    [[(0.2, 0.1), (0.8, 0.1), (0.4, 0.9)]],
    [[(0.5, 0.0), (0.5, 1.0)], [(0.2, 0.5), (0.8, 0.5)]],
    [[(0.8, 0.2), (0.3, 0.2), (0.3, 0.5), (0.8, 0.6), (0.7, 0.9), (0.2, 0.9)]],
]


def exercise(calls: Calls, network: str) -> str:
    """Return the answers of a loaded network to all calls, and to one with invalid input, as a text."""
    answers: list[Any] = []

    def ask(call: Callable[..., Any], *arguments: Any) -> Any:
        answers.append(call(*arguments))
        return answers[-1]

    for count in range(IMAGES):
        image = np.sin(np.arange(256, dtype=np.float32) * (count + 1) * 0.37)
        number = ask(calls.read, network, image, 16, 16, "h1", 0)["number"]
        ask(calls.attribution, number, count)
        for layer, size in SIZES.items():
            ask(calls.unit, number, layer, count % size)
    for ink in [*(draw(strokes) for strokes in DIGITS), np.zeros((280, 280), np.float32)]:
        rgba = np.zeros((*ink.shape, 4), np.uint8)
        rgba[..., 3] = np.rint(255 * ink)
        ask(calls.read, network, rgba.ravel(), *ink.shape[::-1], "h2", 1)
        rgba[..., :3], rgba[..., 3] = rgba[..., 3:], 255  # light on dark, like some photos
        number = ask(calls.read, network, rgba.ravel(), *ink.shape[::-1], "output", 1)["number"]
    row = [
        100 * np.array(stroke, np.float32) + (120 * at, 20)
        for at, digit in enumerate(DIGITS)
        for stroke in digit
    ]
    lengths = np.array([len(stroke) for stroke in row], np.int32)
    ask(calls.read_row, network, np.concatenate(row).astype(np.float32).ravel(), lengths, 14)
    ask(calls.occlusion, number)
    ask(calls.counterfactual, number, 3)
    perturbation = np.array([1, -2, 20, 1.2, 0.5, 0.1], np.float32)
    ask(calls.perturb, number, perturbation, "h3", 1)
    ask(calls.curves, number, perturbation)
    values, digits = np.sin(np.arange(512, dtype=np.float32)), np.array([3, 4], np.int32)
    ask(calls.finetune, network, values, digits)
    ask(calls.export, network)
    ask(calls.finetune, network, values[:0], digits[:0])
    try:
        calls.read(network, np.zeros(3, np.float32), 16, 16, "h1", 0)
    except InputError as error:
        answers.append("".join(traceback.format_exception(error)))
    return "\n".join(map(_write, answers))


def _write(answer: Any) -> str:
    """Write an answer exactly, bit by bit."""
    if isinstance(answer, dict):
        return "{" + ", ".join(f"{name}: {_write(value)}" for name, value in answer.items()) + "}"
    if isinstance(answer, list):
        return "[" + ", ".join(map(_write, answer)) + "]"
    return f"{answer.dtype} {answer.tobytes().hex()}" if isinstance(answer, np.ndarray) else repr(answer)
