import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lecun1989.errors import InputError
from lecun1989.model.architecture import Architecture
from lecun1989.model.checkpoint import LARGEST, read_checkpoint
from lecun1989.model.metrics import Refusal
from lecun1989.model.network import Network
from lecun1989.model.parameters import SHAPES
from lecun1989.model.reject import RejectOption
from lecun1989.trained_network import TrainedNetwork
from tests.lecun1989.networks import random_network, trained

TEXT = trained(random_network()).to_json()
NUMBERS = st.floats(-LARGEST, LARGEST, width=32)


@settings(max_examples=25, deadline=None)
@given(name=st.sampled_from(sorted(SHAPES)), data=st.data())
def test_finite_numbers_are_restored_bit_for_bit(name: str, data: st.DataObject) -> None:
    parameters = random_network().parameters.arrays()
    parameters[name] = data.draw(arrays(np.float32, SHAPES[name], elements=NUMBERS))
    network = Network.from_arrays(Architecture("relu", "softmax"), parameters)
    restored = TrainedNetwork.from_json(trained(network).to_json(), "a.json")
    assert restored.architecture == network.architecture
    for key, array in restored.parameters.arrays().items():
        assert array.tobytes() == parameters[key].tobytes(), key


def test_everything_else_is_restored_too() -> None:
    restored = TrainedNetwork.from_json(TEXT, "a.json")
    assert restored.card == trained(random_network()).card
    assert restored.to_json() == TEXT


def test_the_reject_option_is_restored() -> None:
    measured = Refusal(examples=100, rejected_percent=3.5, error_percent=1.0)
    option = RejectOption("difference", 0.25, held_out=measured, test=measured)
    text = trained(random_network(), reject=option).to_json()
    assert read_checkpoint(text, "a.json")[1].reject == option
    fields = json.loads(text)
    fields["reject"]["criterion"] = "mood"
    with pytest.raises(InputError, match=r"^a\.json: reject\.criterion is 'mood'; give one of top, second"):
        read_checkpoint(json.dumps(fields), "a.json")
    del fields["reject"]["test"]["examples"]
    with pytest.raises(InputError, match=r"'reject\.test\.examples' is missing"):
        read_checkpoint(json.dumps(fields), "a.json")


def test_numbers_are_short_and_each_row_is_a_line() -> None:
    network = random_network()
    network.parameters.h3_bias[:] = [0.1] * 29 + [1e-7]
    text = trained(network).to_json()
    assert "   " + ", ".join(["0.1"] * 29 + ["1.e-7".replace(".", ".0")]) in text
    assert len(text.encode()) < 200_000
    assert max(len(line) for line in text.splitlines()) < 2_700  # H3 has rows of 192 numbers


def changed(path: str, value: Any) -> str:
    """Return TEXT with a new value for the field at a dotted path."""
    fields = json.loads(TEXT)
    *parents, last = path.split(".")
    place = fields
    for parent in parents:
        place = place[int(parent) if isinstance(place, list) else parent]
    if isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return json.dumps(fields)


def without(path: str) -> str:
    fields = json.loads(TEXT)
    *parents, last = path.split(".")
    place = fields
    for parent in parents:
        place = place[parent]
    del place[last]
    return json.dumps(fields)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (changed("format", "onnx"), "'format' is 'onnx'"),
        (changed("version", 2), "'version' is 2; this program reads version 1"),
        (changed("version", True), "'version' is True"),
        (without("metrics"), "'metrics' is missing"),
        (changed("extra", 1), "'extra' is unknown"),
        (without("parameters.h3_bias"), "'parameters.h3_bias' is missing"),
        (changed("parameters.h4_bias", {}), "'parameters.h4_bias' is unknown"),
        (changed("parameters.h1_weights.shape", [12, 25]), r"'parameters.h1_weights.shape' is \[12, 25\]"),
        (changed("parameters.h3_bias.values", [0.0] * 29), "'parameters.h3_bias.values' has 29 numbers"),
        (changed("parameters.h3_bias.values.4", float("nan")), "NaN"),
        (changed("parameters.h3_bias.values.4", float("inf")), "Infinity"),
        (
            changed("parameters.h3_bias.values.4", 1e9),
            r"'parameters.h3_bias.values\[4\]' is 1000000000.0, larger",
        ),
        (changed("parameters.h3_bias.values.4", True), r"values\[4\]' is True, not a number"),
        (changed("parameters.h3_bias.values.4", "1"), r"values\[4\]' is '1', not a number"),
        (
            TEXT.replace('"examples": 2', '"examples": 1e999', 1),
            "it holds '1e999', which is not a finite number",
        ),
        (TEXT.replace('"seed": 1', '"seed": -1e999', 1), "it holds '-1e999'"),
        (TEXT.replace('"misses": 1', '"misses": -1', 1), "'metrics.train.misses' is -1"),
        (changed("architecture.activation", "sigmoid"), "architecture.activation is 'sigmoid'"),
        (changed("architecture.connections.0", [0, 1]), r"architecture.connections\[0\]"),
        (changed("architecture.connections.0", "01234567"), r"architecture.connections\[0\]"),
        (changed("normalisation", "none"), "'normalisation' is 'none'"),
        (changed("metrics.test", {}), "'metrics.test.examples' is missing"),
        (TEXT[: len(TEXT) // 2], "not complete JSON"),
        (TEXT.replace('"title":', '"name":', 1), "'name' appears twice"),
        ("[" * 100_000, "nested too deeply"),
        ("[]", "not a JSON object"),
        ("", "not complete JSON"),
        (changed("provenance", 3).replace('"provenance": 3', '"provenance": ' + "9" * 5000), "too long"),
    ],
)
def test_a_wrong_file_is_refused_and_its_field_named(text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_checkpoint(text, "a.json")
    assert str(caught.value).startswith("a.json: ")


@settings(max_examples=150, deadline=None)
@given(place=st.integers(0, len(TEXT) - 1), character=st.characters(codec="utf-8"), keep=st.booleans())
def test_a_damaged_file_is_refused_or_is_still_a_valid_network(
    place: int, character: str, keep: bool
) -> None:
    text = TEXT[:place] + character + TEXT[place + keep :]
    try:
        network, _ = read_checkpoint(text, "a.json")
    except InputError:
        return
    for array in network.parameters.arrays().values():
        assert np.abs(array).max() <= LARGEST
