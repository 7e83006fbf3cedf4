"""What the figures take from weights/results.json (docs/results.md), and how they write its numbers."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

PAPER = "paper-1989"  # the recipe that most figures are about

Results = dict[str, Any]
Run = dict[str, Any]


def study_of(results: Results | None, recipe: str) -> dict[str, Any] | None:
    """Return a recipe's entry of the results, which hold what was run; None where it was not."""
    entry: dict[str, Any] | None = (results or {}).get("recipes", {}).get(recipe)
    return entry


def headline(results: Results | None) -> dict[str, dict[str, Any]]:
    """Return the recipes that stand for themselves: neither variations nor steps between 1989 and now."""
    recipes: dict[str, dict[str, Any]] = (results or {}).get("recipes", {})
    followed = {recipe.get("follows") for recipe in recipes.values()}
    return {
        name: recipe
        for name, recipe in recipes.items()
        if not recipe.get("varies") and not (recipe.get("follows") and name in followed)
    }


def several_runs(results: Results | None, recipe: str, *fields: str) -> list[Run]:
    """Return a recipe's runs where there are at least two and each holds the fields; else none.

    A figure of one run would pass off luck as a result.

    Args:
        results: weights/results.json or None.
        recipe: its name.
        fields: of a run's record.
    """
    runs: list[Run] = (study_of(results, recipe) or {}).get("runs", [])
    return runs if len(runs) > 1 and all(field in run for run in runs for field in fields) else []


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return sum(values) / len(values)


def code(recipe: str) -> Markup:
    """Write a recipe's name for a caption."""
    return Markup("<code>{}</code>").format(recipe)


def signed(value: float, digits: int) -> str:
    """Write a number with its sign, a minus that is as wide as a plus."""
    return f"{value:+.{digits}f}".replace("-", "−")


def listed(parts: list[str], last: str = "and") -> str:
    """Join texts as a sentence does: "a", "a and b", "a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def with_article(digit: int) -> str:
    """Return "a 7" or "an 8"."""
    return f"{'an' if digit == 8 else 'a'} {digit}"
