"""Runs inside Pyodide: what the page asks of Python, on inputs that need no chance."""

import json
import traceback

import numpy as np

from lecun1989 import session as browser
from lecun1989.errors import InputError
from lecun1989.explain.unit import SIZES
from lecun1989.ink.strokes import Stroke, draw

IMAGES = 8
DIGITS: list[list[Stroke]] = [
    [[(0.2, 0.1), (0.8, 0.1), (0.4, 0.9)]],
    [[(0.5, 0.0), (0.5, 1.0)], [(0.2, 0.5), (0.8, 0.5)]],
    [[(0.8, 0.2), (0.3, 0.2), (0.3, 0.5), (0.8, 0.6), (0.7, 0.9), (0.2, 0.9)]],
]


def exercise(network: str) -> str:
    """Return the answers of a loaded network to all that the page asks, and to a broken request, as JSON."""
    answers = []
    for number in range(IMAGES):
        image = np.sin(np.arange(256, dtype=np.float32) * (number + 1) * 0.37)
        answers.append(json.loads(browser.predict(network, image)))
        answers.append(json.loads(browser.layers(network, image)))
        answers.append(json.loads(browser.why(network, image, number)))
        for layer, size in SIZES.items():
            answers.append(json.loads(browser.unit(network, image, layer, number % size)))
    drawings = [draw(strokes) for strokes in DIGITS]
    for ink in [*drawings, np.zeros((280, 280), np.float32)]:
        rgba = np.zeros((*ink.shape, 4), np.uint8)
        rgba[..., 3] = np.rint(255 * ink)
        answers.append(json.loads(browser.read(network, rgba.ravel(), *ink.shape[::-1])))
        rgba[..., :3], rgba[..., 3] = rgba[..., 3:], 255  # light on dark, as a photo may be
        answers.append(json.loads(browser.read(network, rgba.ravel(), *ink.shape[::-1])))
    row = [
        100 * np.array(stroke, np.float32) + (120 * at, 20)
        for at, digit in enumerate(DIGITS)
        for stroke in digit
    ]
    lengths = np.array([len(stroke) for stroke in row], np.int32)
    answers.append(
        json.loads(browser.read_code(network, np.concatenate(row).astype(np.float32).ravel(), lengths, 14))
    )
    image = np.sin(np.arange(256, dtype=np.float32))
    answers.append(json.loads(browser.occlude(network, image)))
    answers.append(json.loads(browser.change(network, image, 3, 0)))
    distorted = np.array([1, -2, 20, 1.2, 0.5, 0.1], np.float32)
    answers.append(json.loads(browser.distort(network, image, distorted)))
    answers.append(json.loads(browser.curves(network, image, distorted)))
    values, digits = np.sin(np.arange(512, dtype=np.float32)), np.array([3, 4], np.int32)
    answers.append(json.loads(browser.teach(network, values, digits)))
    answers.append(browser.export(network))
    browser.teach(network, values[:0], digits[:0])
    try:
        browser.predict(network, np.zeros(3, np.float32))
    except InputError as error:
        answers.append("".join(traceback.format_exception(error)))
    return json.dumps(answers)
