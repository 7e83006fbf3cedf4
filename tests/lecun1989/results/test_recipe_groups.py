from dataclasses import replace

import pytest

from lecun1989.results.recipe_groups import ablations, headline, ladders, several_runs
from lecun1989.results.schema import NO_RESULTS, RecipeResult, Results
from tests.lecun1989.results.random_study import BUILDS_ON, make_recipe, make_results, make_run


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results(2)


def of(**recipes: RecipeResult) -> Results:
    return replace(NO_RESULTS, recipes=recipes)


def recipe(**fields: str) -> RecipeResult:
    return make_recipe((make_run(1),), **fields)


def test_the_headline_has_no_ablations_and_only_the_ends_of_a_ladder(results: Results) -> None:
    assert headline(results) == ["paper-1989", "karpathy-2022", "zip-modern"]


def test_ablations_are_listed_under_their_base(results: Results) -> None:
    assert ablations(results) == {
        "paper-1989": ["paper-1989-root", "paper-1989-tanh", "paper-1989-ring"],
        "karpathy-2022": ["karpathy-2022-printed"],
    }
    assert ablations(of(root=recipe(ablates="base"))) == {}


def test_a_ladder_goes_from_its_first_recipe_to_its_last(results: Results) -> None:
    assert ladders(results) == [["paper-1989", *BUILDS_ON]]


def test_two_ladders_may_start_with_the_same_recipe() -> None:
    found = ladders(of(base=recipe(), a=recipe(builds_on="base"), b=recipe(builds_on="base")))
    assert found == [["base", "a"], ["base", "b"]]


def test_a_ladder_with_a_recipe_that_was_not_run_is_left_out(results: Results) -> None:
    fewer = {name: entry for name, entry in results.recipes.items() if name != "paper-1989-sgd"}
    assert ladders(replace(results, recipes=fewer)) == []


def test_two_runs_are_several(results: Results) -> None:
    assert [run.seed for run in several_runs(results, "paper-1989")] == [1, 2]
    assert several_runs(make_results(1), "paper-1989") == ()
    assert several_runs(results, "no-such-recipe") == ()
