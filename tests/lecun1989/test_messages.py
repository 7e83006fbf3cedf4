"""The page's calls from JavaScript: arguments are buffers; answers are numbers, strings and flat arrays."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.messages import Calls
from lecun1989.model.network import ForwardPass, Network
from lecun1989.session import Session
from tests.lecun1989.networks import published, random_images
from tests.lecun1989.rows.test_decode import PEN, write

LIMIT = 5000  # bytes of an answer to a pen movement


@pytest.fixture
def calls() -> Calls:
    session = Session()
    session.load("reader", published("reader").to_json())
    return Calls(session)


def leaves(message: Any) -> Iterator[Any]:
    if isinstance(message, dict):
        assert all(isinstance(name, str) for name in message)
        for value in message.values():
            yield from leaves(value)
    elif isinstance(message, list):
        for value in message:
            yield from leaves(value)
    else:
        yield message


def size(message: Any) -> int:
    if isinstance(message, dict):
        return sum(len(name) + size(value) for name, value in message.items())
    if isinstance(message, list):
        return sum(map(size, message))
    return message.nbytes if isinstance(message, np.ndarray) else len(str(message).encode())


def drawing() -> memoryview:
    rgba = np.zeros((280, 280, 4), np.uint8)
    rgba[40:240, 130:150, 3] = 255
    return rgba.ravel().data


@pytest.mark.parametrize(("layer", "index"), [("h1", 700), ("h2", 100), ("h3", 29), ("output", 9)])
def test_a_pen_movement_is_answered_by_one_small_message(
    calls: Calls, layer: Any, index: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = []
    forward = Network.forward

    def spy(self: Network, layers: ForwardPass) -> None:
        passes.append(layers.n)
        forward(self, layers)

    monkeypatch.setattr(Network, "forward", spy)
    message = calls.read("reader", drawing(), 280, 280, layer, index)
    assert passes == [1]
    assert message["digit"] == 1
    assert size(message) < LIMIT
    assert {name: len(shown["values"]) for name, shown in message["layers"].items()} == {
        "h1": 768,
        "h2": 192,
        "h3": 30,
        "output": 10,
    }
    assert (message["unit"]["layer"], message["unit"]["index"]) == (layer, index)
    assert len(message["image"]) == 256
    unit = calls.unit(message["number"], layer, index)
    assert json.dumps(unit, default=np.ndarray.tolist) == json.dumps(
        message["unit"], default=np.ndarray.tolist
    )
    assert passes == [1]


def test_answers_are_numbers_strings_and_flat_arrays(calls: Calls) -> None:
    image = random_images(1)[0].ravel().data
    settings = np.array([1, -2, 20, 1.2, 0.5, 0.1], np.float32).data
    number = calls.read("reader", image, 16, 16, "h1", 3)["number"]
    points = np.concatenate(write("42")).astype(np.float32).ravel()
    lengths = np.array([len(path) for path in write("42")], np.int32)
    messages = [
        calls.perturb(number, settings, "h2", 4),
        calls.attribution(number, 5),
        calls.occlusion(number),
        calls.counterfactual(number, 5),
        calls.curves(number, settings),
        calls.read_row("reader", points.data, lengths.data, PEN),
        calls.finetune("reader", image, np.array([5], np.int32).data),
        calls.export("reader"),
    ]
    for leaf in leaves(messages):
        if isinstance(leaf, np.ndarray):
            assert leaf.ndim == 1
            assert leaf.dtype in (np.int8, np.float32)
        else:
            assert leaf is None or type(leaf) in (bool, int, float, str)


def test_a_row_has_its_code_and_boxes(calls: Calls) -> None:
    paths = write("14207")
    points = np.concatenate(paths).astype(np.float32).ravel()
    lengths = np.array([len(path) for path in paths], np.int32)
    message = calls.read_row("reader", points, lengths, PEN)
    assert message["code"] == "14207"
    assert [digit["digit"] for digit in message["digits"]] == [1, 4, 2, 0, 7]
    boxes = [digit["box"] for digit in message["digits"]]
    assert all(left < right and top < bottom for left, top, right, bottom in boxes)
    assert boxes == sorted(boxes)
    nothing = np.empty(0, np.float32)
    assert calls.read_row("reader", nothing, np.empty(0, np.int32), PEN) == {"code": "", "digits": []}
    for wrong in (points[:-1], np.full_like(points, np.nan)):
        with pytest.raises(InputError, match="read_row: got"):
            calls.read_row("reader", wrong, lengths, PEN)


def test_attributions_add_up_as_painted(calls: Calls) -> None:
    number = calls.read("reader", random_images(1)[0].ravel(), 16, 16, "h1", 0)["number"]
    found = calls.attribution(number, 4)
    for shown in found["layers"].values():
        painted = shown["values"].astype(float).sum() * shown["scale"] / 100
        assert painted == pytest.approx(
            found["total"] - found["baseline"], abs=0.005 * shown["scale"] * len(shown["values"])
        )


def test_an_exported_network_can_be_loaded(calls: Calls) -> None:
    image = random_images(1)[0].ravel()
    calls.finetune("reader", image, np.array([3], np.int32))
    text = calls.export("reader")["text"]
    assert "reject" not in json.loads(text)
    calls.load("tuned", text)
    assert calls.read("tuned", image, 16, 16, "h1", 0)["digit"] == 3


def test_wrong_arguments_are_refused(calls: Calls) -> None:
    with pytest.raises(InputError, match="got 3 values for a drawing of 16x16; give 256"):
        calls.read("reader", np.zeros(3, np.float32), 16, 16, "h1", 0)
    with pytest.raises(InputError, match="got 4 values for a drawing of 10x10; give 400"):
        calls.read("reader", memoryview(bytes(4)), 10, 10, "h1", 0)
    with pytest.raises(InputError, match="range from nan"):
        calls.read("reader", np.full(256, np.nan, np.float32), 16, 16, "h1", 0)
    with pytest.raises(InputError, match="got 255 values for 1 digits; give 256 each"):
        calls.finetune("reader", np.zeros(255, np.float32), np.array([1], np.int32))
