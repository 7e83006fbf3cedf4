"""Groups the recipes of results.json: headline recipes, ablations, and ladders from 1989 to now."""

from lecun1989.results.run_record import Run
from lecun1989.results.schema import Results

PAPER = "paper-1989"  # the recipe that follows the paper; most figures are about it
FEWEST_RUNS = 2  # for a statement about a recipe; a single run may be luck


def headline(results: Results) -> list[str]:
    """Return the recipes that are neither ablations nor inside a ladder; a ladder's two ends are included."""
    lower = {recipe.builds_on for recipe in results.recipes.values()}
    return [
        name
        for name, recipe in results.recipes.items()
        if not recipe.ablates and not (recipe.builds_on and name in lower)
    ]


def ablations(results: Results) -> dict[str, list[str]]:
    """Return each recipe that others ablate, with its ablations; a recipe that was not run is left out."""
    found = {
        base: [name for name, recipe in results.recipes.items() if recipe.ablates == base]
        for base in results.recipes
    }
    return {base: names for base, names in found.items() if names}


def ladders(results: Results) -> list[list[str]]:
    """Return each path from a first recipe to a last one, with one change per step.

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
    """Return a recipe's runs, or none if there are fewer than FEWEST_RUNS.

    Args:
        results: the study's results.
        recipe: the recipe's name.
    """
    runs = results.recipes[recipe].runs if recipe in results.recipes else ()
    return runs if len(runs) >= FEWEST_RUNS else ()
