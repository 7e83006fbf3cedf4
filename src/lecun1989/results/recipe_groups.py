"""Which recipes of results.json stand together: headline recipes, ablations, and ladders from 1989 to now."""

from lecun1989.results.run_record import Run
from lecun1989.results.schema import Results

PAPER = "paper-1989"  # the recipe that follows the paper; most figures are about it
FEWEST_RUNS = 2  # that say something about a recipe: a single run shows luck as well


def headline(results: Results) -> list[str]:
    """Return the recipes that stand for themselves: no ablations, and of a ladder only its two ends."""
    lower = {recipe.builds_on for recipe in results.recipes.values()}
    return [
        name
        for name, recipe in results.recipes.items()
        if not recipe.ablates and not (recipe.builds_on and name in lower)
    ]


def ablations(results: Results) -> dict[str, list[str]]:
    """Return each recipe that others ablate, and those others; a recipe that was not run is left out."""
    found = {
        base: [name for name, recipe in results.recipes.items() if recipe.ablates == base]
        for base in results.recipes
    }
    return {base: names for base, names in found.items() if names}


def ladders(results: Results) -> list[list[str]]:
    """Return each way from a first recipe to a last one, one change at a time.

    A ladder with a recipe that was not run is left out.
    """
    recipes = results.recipes
    lower = {recipe.builds_on for recipe in recipes.values()}
    found: list[list[str]] = []
    for last, recipe in recipes.items():
        if not recipe.builds_on or last in lower:
            continue
        ladder = [last]
        before: str | None = recipe.builds_on
        while before is not None and before in recipes:
            ladder.insert(0, before)
            before = recipes[before].builds_on
        if before is None:
            found.append(ladder)
    return found


def several_runs(results: Results, recipe: str) -> tuple[Run, ...]:
    """Return a recipe's runs where there are at least FEWEST_RUNS; else none.

    Args:
        results: of the study.
        recipe: its name.
    """
    runs = results.recipes[recipe].runs if recipe in results.recipes else ()
    return runs if len(runs) >= FEWEST_RUNS else ()
