"""Names, numbers and lists in the captions and tables of figures."""

from markupsafe import Markup


def code(recipe: str) -> Markup:
    """Format a recipe's name for a caption."""
    return Markup("<code>{}</code>").format(recipe)


def signed(value: float, digits: int) -> str:
    """Format a number with its sign; the minus sign is as wide as the plus sign."""
    return f"{value:+.{digits}f}".replace("-", "−")


def listed(parts: list[str], last: str = "and") -> str:
    """Join texts: "a", "a and b", "a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def with_article(digit: int) -> str:
    """Return "a 7" or "an 8"."""
    return f"{'an' if digit == 8 else 'a'} {digit}"
