from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from lecun1989.results.paired_differences import paired_differences
from lecun1989.results.schema import NO_RESULTS, Results
from tests.lecun1989.results.random_study import CHANGES, make_recipe, make_results, make_run


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


def errors(results: Results, recipe: str) -> list[float]:
    return [run.test.error_percent for run in results.recipes[recipe].runs]


def test_the_effect_of_a_change_is_its_difference_seed_by_seed(results: Results) -> None:
    found = {difference.name: difference for difference in paired_differences(results)}
    assert set(found) == {name for name, recipe in results.recipes.items() if recipe.ablates}
    for name, difference in found.items():
        values = np.subtract(errors(results, name), errors(results, difference.base))
        half = stats.t.ppf(0.975, 9) * values.std(ddof=1) / 10**0.5
        assert difference.points.mean == pytest.approx(values.mean())
        assert difference.points.ci95 == pytest.approx((values.mean() - half, values.mean() + half))
        assert difference.certain == (abs(values.mean()) > half)
        assert difference.seeds == 10
    assert {difference.certain for difference in found.values()} == {True, False}
    assert found["paper-1989-root"].change == CHANGES["root"]


def test_seeds_are_matched_by_number_not_by_order() -> None:
    base = make_recipe((make_run(1, 4.0), make_run(2, 8.0)))
    other = make_recipe((make_run(2, 9.0), make_run(1, 5.0)), title="As base, more", ablates="base")
    (found,) = paired_differences(replace(NO_RESULTS, recipes={"base": base, "other": other}))
    assert (found.points.mean, found.points.sd) == (1, 0)
    assert found.certain


def test_an_ablation_without_the_seeds_of_its_base_is_left_out(results: Results) -> None:
    root = results.recipes["paper-1989-root"]
    for runs in (root.runs[1:], root.runs[:1]):
        fewer = {**results.recipes, "paper-1989-root": replace(root, runs=runs)}
        names = {difference.name for difference in paired_differences(replace(results, recipes=fewer))}
        assert "paper-1989-root" not in names
        assert "paper-1989-tanh" in names
