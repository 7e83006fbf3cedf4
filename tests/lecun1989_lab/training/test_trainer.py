from dataclasses import asdict, replace

import numpy as np
import pytest

from lecun1989.errors import InputError
from lecun1989.model.metrics import Metrics
from lecun1989.model.optimizers import SDLM, SGD
from lecun1989_lab.datasets import load_dataset
from lecun1989_lab.studies.tuning import (
    HELD_OUT,
    HeldOutMeans,
    average,
    choose,
    get_field,
    hold_out,
    measure_spare,
    parse_choices,
    vary,
)
from lecun1989_lab.training.initial import initial_network
from lecun1989_lab.training.measure import measure
from lecun1989_lab.training.recipes import RECIPES, get_recipe
from lecun1989_lab.training.trainer import train

SMOKE = replace(get_recipe("karpathy-2022"), dataset="digits", passes=3)


def test_a_few_passes_over_the_small_digits_learn_to_read_them() -> None:
    dataset = load_dataset("digits")
    seen: list[int] = []
    training = train(SMOKE, dataset, 0, lambda number, network, measured: seen.append(number))
    network, curve = training.network, training.curve
    assert seen == [1, 2, 3]
    (_, first), *_, (last_pass, last) = curve
    assert last_pass == 3
    assert last["train"].loss < first["train"].loss
    assert last["test"].error_percent < 12
    assert measure(network, dataset.test) == last["test"]


def test_the_same_seed_trains_the_same_network_and_another_does_not() -> None:
    dataset = load_dataset("digits")
    first, again, other = (train(SMOKE, dataset, seed).network.parameters.flat for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert np.abs(first - other).max() > 0.01


def test_ablations_differ_in_one_choice_from_an_existing_recipe() -> None:
    for recipe in RECIPES.values():
        if recipe.ablates:
            base, own = (
                {**r.describe(), "connections": r.connections} for r in (RECIPES[recipe.ablates], recipe)
            )
            different = {field for field in own if own[field] != base[field]} - {"name"}
            assert len(different) == 1 or different == {"activation", "output"}, recipe.name


@pytest.mark.parametrize("name", RECIPES)
def test_initial_weights_are_within_the_papers_bounds(name: str) -> None:
    recipe = RECIPES[name]
    arrays = initial_network(recipe, 0).parameters.arrays()
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


def test_held_out_digits_keep_their_originals() -> None:
    dataset = load_dataset("digits")
    originals = dataset.train.images.repeat(2, axis=1)
    held = hold_out(replace(dataset, train=replace(dataset.train, originals=originals)))
    assert held.train.originals is not None
    assert held.test.originals is not None
    np.testing.assert_array_equal(np.concatenate([held.train.originals, held.test.originals]), originals)


def test_spare_digits_are_measured_but_not_trained_on() -> None:
    dataset = load_dataset("digits")
    few = replace(dataset, spare=dataset.test.take(slice(100)))
    measured = measure_spare(SMOKE, few, 0)
    assert measured["test"].examples == 100
    assert measured["train"] == train(SMOKE, dataset, 0).curve[-1][1]["train"]
    with pytest.raises(
        InputError, match="digits has no spare training digits; run `lecun1989 select` without --spare"
    ):
        measure_spare(SMOKE, dataset, 0)


@pytest.mark.parametrize(
    ("field", "values", "message"),
    [
        ("momentum", ["1"], "no field 'momentum'"),
        ("learning_rate", ["fast"], "'fast' is not of type float"),
        ("activation", ["sigmoid"], "architecture.activation is 'sigmoid'"),
        ("connections", ["x"], "cannot be varied"),
    ],
)
def test_a_wrong_variation_is_refused(field: str, values: list[str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        vary(get_recipe("karpathy-2022"), {field: values})


def test_every_combination_is_varied() -> None:
    choices = parse_choices(["learning_rate=1e-4,2e-4", "damping=0.1,0.2"])
    recipes = vary(get_recipe("paper-1989"), choices)
    rates = [
        (get_field(recipe, "learning_rate"), get_field(recipe, "optimizer.damping")) for recipe in recipes
    ]
    assert rates == [
        (1e-4, 0.1),
        (1e-4, 0.2),
        (2e-4, 0.1),
        (2e-4, 0.2),
    ]
    with pytest.raises(InputError, match="--vary learning_rate: give a field and its values"):
        parse_choices(["learning_rate"])


def test_the_lowest_held_out_loss_is_chosen() -> None:
    def measured(losses: list[float], error: float) -> HeldOutMeans:
        training = Metrics(1, 0.0, 0.0, 0)
        return average([{"train": training, "test": Metrics(1, loss, error, 0)} for loss in losses])

    first, second = measured([0.9, 1.1], 3.0), measured([1.1, 1.1], 2.0)
    assert first.held_out_loss == pytest.approx(1)
    assert first.held_out_loss_se == pytest.approx(0.1)
    recipe, other = get_recipe("paper-1989"), get_recipe("karpathy-2022")
    assert choose({other: second, recipe: first}) is recipe


def test_a_factor_of_a_half_in_the_loss_halves_gradient_and_curvature() -> None:
    dataset = load_dataset("digits")
    half = replace(SMOKE, passes=1, loss_factor=0.5)
    slower = replace(SMOKE, passes=1, optimizer=SGD(SMOKE.optimizer.learning_rate / 2))
    first, same = (train(recipe, dataset, 1).network.parameters.flat for recipe in (half, slower))
    np.testing.assert_array_equal(first, same)
    settings = SDLM(1.2e-3, 0.04, curvature_samples=50)
    paper = replace(get_recipe("paper-1989"), dataset="digits", passes=1, optimizer=settings)
    damped = replace(paper, optimizer=replace(settings, damping=0.08))
    halves = [replace(paper, loss_factor=0.5), damped, paper]
    first, same, other = (train(recipe, dataset, 1).network.parameters.flat for recipe in halves)
    np.testing.assert_array_equal(first, same)
    assert np.abs(first - other).max() > 1e-4


def test_a_part_of_a_field_is_varied() -> None:
    recipes = vary(get_recipe("reader"), {"augmentation.elastic": ["0.5", "2"], "passes": ["3"]})
    assert [get_field(recipe, "augmentation.elastic") for recipe in recipes] == [0.5, 2.0]
    assert {get_field(recipe, "passes") for recipe in recipes} == {3}
    assert {get_field(recipe, "augmentation.shift") for recipe in recipes} == {1.0}
    for field in ("augmentation.bend", "augmentation", "passes.more"):
        with pytest.raises(InputError, match=r"no field|cannot be varied"):
            vary(get_recipe("reader"), {field: ["1"]})


@pytest.mark.parametrize("name", [name for name, recipe in RECIPES.items() if recipe.builds_on])
def test_a_ladder_step_names_its_change_and_keeps_data_and_architecture(name: str) -> None:
    step = get_recipe(name)
    before = get_recipe(str(step.builds_on))
    changed = {field for field, value in asdict(step).items() if value != asdict(before)[field]}
    assert changed - {"name", "title", "builds_on", "seeds"}
    assert (step.dataset, step.connections) == (before.dataset, before.connections)
    assert step.title.partition(", ")[2]
    assert sum(recipe.builds_on == before.name for recipe in RECIPES.values()) == 1
