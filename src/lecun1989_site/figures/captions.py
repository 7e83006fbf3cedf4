"""How captions and tables of figures write names, numbers and lists."""

from markupsafe import Markup


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
