"""`lecun1989 evaluate`, `misread` and `gradcheck`."""

import json
from pathlib import Path

import numpy as np
import pytest

from lecun1989.model.backprop import Backprop
from lecun1989.trained_network import TrainedNetwork
from lecun1989_lab.datasets import load_dataset
from tests.command import refused, run
from tests.lecun1989.networks import random_network, trained


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a network, without the name of its training data."""
    path = tmp_path / "a.json"
    trained(random_network()).save(path)
    return path


def test_a_network_is_measured_on_both_sets(path: Path) -> None:
    output = run("evaluate", path, "--data", "digits").output
    measured = json.loads(run("evaluate", path, "--data", "digits", "--json").output)
    for split in ("train", "test"):
        assert f"{measured[split]['examples']:,}" in output
        assert f"{measured[split]['error_percent']:.2f}%" in output


@pytest.mark.parametrize("command", ["evaluate", "misread"])
def test_a_network_without_data_needs_the_option(command: str, path: Path) -> None:
    message = refused(command, path)
    assert message == "Error: a: its file doesn't say which data set it was trained on; give --data"


def test_misread_digits_are_listed(path: Path) -> None:
    digits = load_dataset("digits").test
    printed = json.loads(run("misread", path, "--data", "digits", "--json").output)
    answers = TrainedNetwork.from_json(path.read_text(), "a")(digits.images).argmax(axis=1)
    wrong = np.flatnonzero(answers != digits.labels)
    assert [each["index"] for each in printed["misread"]] == wrong.tolist()
    assert [each["answer"] for each in printed["misread"]] == answers[wrong].tolist()
    assert printed["examples"] == len(digits.labels)
    first = printed["misread"][0]
    np.testing.assert_array_equal(first["image"], digits.images[first["index"]].ravel())
    assert f" {first['index']} " in run("misread", path, "--data", "digits").output


def test_gradcheck_passes_and_names_its_largest_error() -> None:
    result = run("gradcheck")
    assert result.exit_code == 0, result.output
    assert "largest relative error" in result.output


def test_gradcheck_fails_when_the_gradient_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    right = Backprop.run

    def wrong(*arguments: object) -> object:
        gradient = right(*arguments)  # type: ignore[arg-type]
        gradient.flat[:] *= 1 + 1e-5
        return gradient

    monkeypatch.setattr(Backprop, "run", wrong)
    result = run("gradcheck")
    assert result.exit_code == 1
    assert "Error: the gradient is wrong" in result.output
