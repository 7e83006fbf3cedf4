"""The contrast between two colours (WCAG 2.2)."""

from collections.abc import Sequence


def contrast(a: Sequence[float], b: Sequence[float]) -> float:
    """Return the contrast of two colours, 1 to 21; each starts with red, green and blue, 0 to 255."""
    darker, brighter = sorted((_luminance(a), _luminance(b)))
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: Sequence[float]) -> float:
    parts = [part / 255 for part in colour[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
