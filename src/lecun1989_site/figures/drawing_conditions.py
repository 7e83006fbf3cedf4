"""Figures: how well the networks read recorded digits, by drawing condition and by digit.

The numbers come from `lecun1989 strokes` (docs/measured/strokes-NETWORK.json).
"""

from collections.abc import Mapping

from markupsafe import Markup

from lecun1989.results.recorded_digits import Accuracy, DrawnDigits
from lecun1989_site.figures.captions import code, listed, with_article
from lecun1989_site.figures.charts import WIDTH, Figure, Scale, Table, dot, draw, line, text, ticks, x_axis

_EDGE = 6  # margin left and right of the scale
_ROW = 32  # height of a row
_NAMED = 3  # mistakes in the caption


def people_figures(measured: Mapping[str, DrawnDigits], first: str) -> dict[str, Figure | None]:
    """Return both figures, "ways" and "classes"; None for each if the network was not measured.

    Args:
        measured: the measurements by the network's name.
        first: the network that the figures are about; the others are drawn beside it.
    """
    if first not in measured:
        return {"ways": None, "classes": None}
    others = {name: found for name, found in measured.items() if name != first}
    return {"ways": _ways(first, measured[first], others), "classes": _classes(first, measured[first])}


def _ways(first: str, measured: DrawnDigits, others: Mapping[str, DrawnDigits]) -> Figure:
    conditions = {name: condition.accuracy for name, condition in measured.conditions.items()}
    lowest = min(
        [accuracy.ci95[0] for accuracy in conditions.values()]
        + [other.conditions[name].percent for other in others.values() for name in conditions]
    )
    scale = Scale((lowest - 0.5, 100), (_EDGE, WIDTH - _EDGE))
    parts = []
    for row, (name, accuracy) in enumerate(conditions.items()):
        beside = [other.conditions[name].percent for other in others.values()]
        parts.append(_draw_row(name, accuracy, beside, scale, _ROW * row))
    bottom = _ROW * len(conditions) + 6
    parts.append(x_axis(scale, bottom, ticks(scale, 5), "read right, %"))
    faultless = sum(writer.misread == 0 for writer in measured.by_writer)
    worst = measured.by_writer[0]
    caption = Markup(
        "How many of {:,} recorded digits by {} people {} reads right, drawn on the pad in different ways; "
        "bars are 95% intervals over people.{} It had seen the hand of none of them. {} of the {} are "
        "read without a mistake when their digits are drawn in the middle; of the least legible, {} of {} are misread."
    ).format(
        measured.digits,
        measured.writers,
        code(first),
        Markup(" Grey dots: {}.").format(Markup(listed([code(name) for name in others]))) if others else "",
        faultless,
        measured.writers,
        worst.misread,
        worst.digits,
    )
    title = "How well it reads people, by how they draw"
    description = f"Dots with intervals along a scale of accuracy of {first}. " + " ".join(
        f"{name}: {accuracy.text}%." for name, accuracy in conditions.items()
    )
    rows = tuple(
        (
            name,
            accuracy.text,
            accuracy.interval_text,
            *(other.conditions[name].accuracy.text for other in others.values()),
        )
        for name, accuracy in conditions.items()
    )
    table = Table(("drawn", first, "95% interval", *others), rows, (("read right, %", 2 + len(others)),))
    return Figure("ways", title, caption, draw("ways", bottom + 36, title, description, *parts), table)


def _classes(first: str, measured: DrawnDigits) -> Figure:
    centred = next(iter(measured.conditions.values())).by_class
    lowest = min(accuracy.ci95[0] for accuracy in centred.values())
    scale = Scale((lowest - 0.5, 100), (_EDGE + 18, WIDTH - _EDGE))
    parts = []
    for row, (digit, accuracy) in enumerate(centred.items()):
        y = 24 * row + 10
        parts.append(text(0, y, digit, "strong"))
        parts += _draw_accuracy(accuracy, scale, y)
    bottom = 24 * len(centred) + 6
    parts.append(x_axis(scale, bottom, ticks(scale, 2), "read right, %"))
    most = measured.mistakes[:_NAMED]
    named = listed(
        [
            f"{with_article(mistake.label)} for {with_article(mistake.read)} ({mistake.times} times)"
            for mistake in most
        ]
    )
    caption = Markup("The same digits, drawn in the middle, by what they are.")
    if most:
        caption += Markup(" {} most often takes {}.").format(code(first), named)
    title = "How well it reads people, by digit"
    description = f"Dots with intervals along a scale of accuracy of {first}. " + " ".join(
        f"{digit}: {accuracy.text}%." for digit, accuracy in centred.items()
    )
    rows = tuple(
        (
            digit,
            accuracy.text,
            accuracy.interval_text,
            ", ".join(
                f"{mistake.read} ({mistake.times})"
                for mistake in measured.mistakes
                if str(mistake.label) == digit
            )
            or "–",
        )
        for digit, accuracy in centred.items()
    )
    table = Table(("digit", "read right, %", "95% interval", "misread as (times)"), rows)
    return Figure("classes", title, caption, draw("classes", bottom + 36, title, description, *parts), table)


def _draw_row(name: str, accuracy: Accuracy, beside: list[float], scale: Scale, top: float) -> str:
    """Draw a condition's name and value, and below them its accuracy beside other networks'."""
    return "".join(
        [
            text(0, top + 8, name, "halo"),
            text(WIDTH, top + 8, accuracy.text, "accent halo", "end"),
            *(dot(scale(value), top + 23, 2.4, "quiet") for value in beside),
            *_draw_accuracy(accuracy, scale, top + 23),
        ]
    )


def _draw_accuracy(accuracy: Accuracy, scale: Scale, y: float) -> list[str]:
    low, high = map(scale, accuracy.ci95)
    return [line([(low, y), (high, y)], "accent strong"), dot(scale(accuracy.percent), y, 3.4, "accent")]
