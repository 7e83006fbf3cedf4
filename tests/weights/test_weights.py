"""The files of weights/ agree with each other, with the recipes and with the choices of `lecun1989 select`."""

import json
from dataclasses import asdict

import pytest

from lecun1989.results.schema import read_results
from lecun1989_lab.studies.results import PUBLISHED, published_seed
from lecun1989_lab.studies.tuning import get_field
from lecun1989_lab.training.recipes import RECIPES
from tests.lecun1989.networks import published
from tests.paths import ROOT, WEIGHTS


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_weights_name_their_recipe_and_seed(name: str) -> None:
    path, network = WEIGHTS / f"{name}.json", published(name)
    card = network.card
    results = read_results((WEIGHTS / "results.json").read_text("utf-8"), "results.json")
    recipe = PUBLISHED[name]
    seed = published_seed(results, recipe)
    run = results.recipes[recipe].published_run
    assert run
    assert run.seed == seed
    assert card.metrics == {"train": run.train, "test": run.test}
    assert card.reject == run.reject_option
    assert card.name == name
    assert (card.provenance["recipe"]["name"], card.provenance["seed"]) == (recipe, seed)
    assert path.stat().st_size < 200_000
    assert network.to_json() == path.read_text("utf-8")


@pytest.mark.parametrize("name", ["paper-1989", "paper-1989-sgd"])
def test_recipes_have_the_chosen_step_sizes(name: str) -> None:
    found = json.loads((ROOT / "docs" / "measured" / f"select-{name}.json").read_text("utf-8"))
    lowest = min(found["tried"], key=lambda row: row["held_out_loss"])
    for field, value in found["chosen"].items():
        assert get_field(RECIPES[name], field) == value == lowest[field]


def test_results_match_the_recipes() -> None:
    results = read_results((WEIGHTS / "results.json").read_text("utf-8"), "results.json")
    assert list(results.recipes) == list(RECIPES)
    for name, entry in results.recipes.items():
        recipe = RECIPES[name]
        assert entry.recipe == json.loads(json.dumps(recipe.describe())), "run `lecun1989 study`"
        assert (entry.ablates, entry.builds_on) == (recipe.ablates, recipe.builds_on)
        assert len(entry.runs) == recipe.seeds
        assert asdict(entry)["dataset"] == recipe.dataset
