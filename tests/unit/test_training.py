import json

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.metrics import measure
from lecun1989_lab.recipes import RECIPES, get_recipe
from lecun1989_lab.selection import HELD_OUT, hold_out, vary
from lecun1989_lab.study import results_text, summarise
from lecun1989_lab.training import initial_network, train

SMOKE = vary(vary(get_recipe("karpathy-2022"), "dataset", ["digits"])[0], "passes", ["3"])[0]


def test_a_few_passes_over_the_small_digits_learn_to_read_them() -> None:
    dataset = load_dataset("digits")
    seen: list[int] = []
    network, curve = train(SMOKE, dataset, 0, lambda number, _: seen.append(number))
    assert seen == [1, 2, 3]
    assert curve[-1]["train"]["loss"] < curve[0]["train"]["loss"]
    assert curve[-1]["test"]["error_percent"] < 12
    assert measure(network, dataset.test) == curve[-1]["test"]


def test_the_same_seed_trains_the_same_network_and_another_does_not() -> None:
    dataset = load_dataset("digits")
    first, again, other = (train(SMOKE, dataset, seed)[0].theta.flat for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert np.abs(first - other).max() > 0.01


@pytest.mark.parametrize("name", RECIPES)
def test_initial_weights_lie_within_the_papers_bounds(name: str) -> None:
    recipe = RECIPES[name]
    arrays = initial_network(recipe, 0).parameters()
    for array, fan_in in (
        ("h1_weights", 25),
        ("h2_weights", 200),
        ("h3_weights", 192),
        ("output_weights", 30),
    ):
        bound = 2.4 / (fan_in if recipe.initial_fan_in == "printed" else fan_in**0.5)
        assert 0.9 * bound < np.abs(arrays[array]).max() <= bound * 1.000001, array
    assert (arrays["h1_bias"] == 0).all()
    assert (arrays["output_bias"] == recipe.initial_output_bias).all()


def test_held_out_digits_are_the_last_of_the_training_set() -> None:
    dataset = load_dataset("digits")
    held = hold_out(dataset)
    assert len(held.test.labels) == HELD_OUT
    np.testing.assert_array_equal(np.concatenate([held.train.images, held.test.images]), dataset.train.images)


@pytest.mark.parametrize(
    ("field", "values", "message"),
    [
        ("momentum", ["1"], "no field 'momentum'"),
        ("learning_rate", ["fast"], "not all of type float"),
        ("activation", ["sigmoid"], "architecture.activation is 'sigmoid'"),
        ("connections", ["x"], "cannot be varied"),
    ],
)
def test_a_wrong_variation_is_refused(field: str, values: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        vary(get_recipe("karpathy-2022"), field, values)


def test_means_and_intervals_are_students() -> None:
    nothing = {"loss": 0, "error_percent": 0, "misses": 0}
    rejected = {"top": 1, "second": 1, "difference": 1}
    records = [
        {"train": nothing, "test": {**nothing, "error_percent": error}, "rejected_percent": rejected}
        for error in (4.0, 5.0, 6.0)
    ]
    summary = summarise(records)["test_error_percent"]
    assert summary["mean"] == 5
    assert summary["sd"] == 1
    assert summary["ci95"] == pytest.approx([5 - 2.4841, 5 + 2.4841], abs=1e-3)
    assert summarise(records[:1])["test_error_percent"] == {"mean": 4, "sd": None, "ci95": None}
    assert json.loads(results_text({"karpathy-2022": records}))["recipes"]["karpathy-2022"]["runs"] == records
