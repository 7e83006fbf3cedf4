"""`lecun1989 publish` and `report`, in a checkout of the project."""

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from lecun1989.published import load
from lecun1989.results.schema import read_results, write_results
from lecun1989_lab.datasets import Dataset, DatasetName, load_dataset
from lecun1989_lab.studies.results import published_seed
from lecun1989_lab.training.recipes import RECIPES, get_recipe
from lecun1989_lab.training.trainer import train
from tests.command import refused, run
from tests.paths import WEIGHTS


@pytest.mark.parametrize("command", ["publish", "report"])
def test_a_checkout_is_needed(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert f"`lecun1989 {command}` needs a checkout of the project" in refused(command)
    assert list(tmp_path.iterdir()) == []


def test_a_network_is_published_with_the_seed_in_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "src" / "lecun1989").mkdir(parents=True)
    (tmp_path / "weights").mkdir()
    shutil.copy(WEIGHTS / "results.json", tmp_path / "weights")
    monkeypatch.chdir(tmp_path)
    recipe = replace(get_recipe("karpathy-2022"), passes=1)
    monkeypatch.setitem(RECIPES, "karpathy-2022", recipe)
    digits = load_dataset("digits")

    def small(name: DatasetName, data_dir: Path | None) -> Dataset:
        assert name == "mnist"
        return digits

    monkeypatch.setattr("lecun1989_lab.cli.maintain.load_dataset", small)
    result = run("publish", "--network", "mnist-2022")
    assert result.exit_code == 0, result.output
    network = load(tmp_path / "weights" / "mnist-2022.json")
    results = read_results((WEIGHTS / "results.json").read_text("utf-8"), "results.json")
    seed = published_seed(results, "karpathy-2022")
    assert network.card.provenance["seed"] == seed
    assert network.card.reject is not None
    np.testing.assert_array_equal(
        network.parameters.flat, train(recipe, digits, seed).network.parameters.flat
    )
    assert (tmp_path / "weights" / "results.json").read_text("utf-8") == write_results(results)
