"""The effect of one choice in a recipe: the difference between an ablation and its base recipe, seed by seed."""

from dataclasses import dataclass

from lecun1989.results.recipe_groups import several_runs
from lecun1989.results.schema import Results
from lecun1989.results.spread import Spread, spread_of


@dataclass(frozen=True)
class PairedDifference:
    """A recipe's test error minus that of the recipe it ablates, with the same seeds.

    Attributes:
        name: the recipe's name.
        base: the recipe that it ablates.
        change: what it changes, in words.
        points: the differences in percentage points, over seeds.
        seeds: number of seeds.
    """

    name: str
    base: str
    change: str
    points: Spread
    seeds: int

    @property
    def certain(self) -> bool:
        """Whether the 95% interval excludes 0."""
        low, high = self.points.interval
        return low > 0 or high < 0


def paired_differences(results: Results) -> list[PairedDifference]:
    """Return the difference for each ablation that was run with the same seeds as its base, at least two."""
    found = []
    for name, recipe in results.recipes.items():
        if not recipe.ablates:
            continue
        errors, others = _errors(results, name), _errors(results, recipe.ablates)
        if errors and errors.keys() == others.keys():
            points = spread_of([errors[seed] - others[seed] for seed in errors])
            found.append(PairedDifference(name, recipe.ablates, recipe.change or name, points, len(errors)))
    return found


def _errors(results: Results, recipe: str) -> dict[int, float]:
    return {run.seed: run.test.error_percent for run in several_runs(results, recipe)}
