"""How well the networks read people, as figures: by how the digits were drawn, and by what they are.

The numbers are `lecun1989 strokes`'s, docs/measured/strokes-NETWORK.json.
"""

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from lecun1989_site.figures.charts import WIDTH, Figure, Scale, Table, dot, draw, line, text, ticks, x_axis
from lecun1989_site.figures.study import code, listed, with_article

_EDGE = 6  # between the scale's ends and the chart's sides
_ROW = 32  # height of a row
_NAMED = 3  # mistakes in the caption
_PREFIX = "strokes-"

Measured = Mapping[str, Any]  # what was measured of a network


def people_figures(measurements: Mapping[str, Any], first: str) -> dict[str, Figure | None]:
    """Return both figures, "ways" and "classes"; None for each where the network was not measured.

    Args:
        measurements: the files of docs/measured by name.
        first: the network that the figures are about; others stand beside it.
    """
    networks = {
        name.removeprefix(_PREFIX): measured
        for name, measured in measurements.items()
        if name.startswith(_PREFIX)
    }
    if first not in networks:
        return {"ways": None, "classes": None}
    others = {name: measured for name, measured in networks.items() if name != first}
    return {"ways": _ways(first, networks[first], others), "classes": _classes(first, networks[first])}


def _ways(first: str, measured: Measured, others: Mapping[str, Measured]) -> Figure:
    ways = measured["ways"]
    lowest = min(
        [way["ci95"][0] for way in ways.values()]
        + [other["ways"][name]["accuracy_percent"] for other in others.values() for name in ways]
    )
    scale = Scale((lowest - 0.5, 100), (_EDGE, WIDTH - _EDGE))
    parts = []
    for row, (name, way) in enumerate(ways.items()):
        beside = [other["ways"][name]["accuracy_percent"] for other in others.values()]
        parts.append(_draw_row(name, way, beside, scale, _ROW * row))
    bottom = _ROW * len(ways) + 6
    parts.append(x_axis(scale, bottom, ticks(scale, 5), "read right, %"))
    writers = measured["by_writer"]
    faultless = sum(writer["misread"] == 0 for writer in writers)
    worst = writers[0]
    caption = Markup(
        "How many of {:,} recorded digits by {} people {} reads right, drawn on the pad in different ways; "
        "bars are 95% intervals over people.{} It had seen the hand of none of them. {} of the {} are "
        "read without a mistake when their digits are drawn in the middle; of the least legible, {} of {} are misread."
    ).format(
        measured["digits"],
        measured["writers"],
        code(first),
        Markup(" Grey dots: {}.").format(Markup(listed([code(name) for name in others]))) if others else "",
        faultless,
        measured["writers"],
        worst["misread"],
        worst["digits"],
    )
    title = "How well it reads people, by how they draw"
    description = f"Dots with intervals along a scale of accuracy of {first}. " + " ".join(
        f"{name}: {way['accuracy_percent']:.1f}%." for name, way in ways.items()
    )
    rows = tuple(
        (
            name,
            f"{way['accuracy_percent']:.1f}",
            _interval(way),
            *(f"{other['ways'][name]['accuracy_percent']:.1f}" for other in others.values()),
        )
        for name, way in ways.items()
    )
    table = Table(("drawn", first, "95% interval", *others), rows, (("read right, %", 2 + len(others)),))
    return Figure("ways", title, caption, draw("ways", bottom + 36, title, description, *parts), table)


def _classes(first: str, measured: Measured) -> Figure:
    centred = next(iter(measured["ways"].values()))["by_class"]
    scale = Scale(
        (min(found["ci95"][0] for found in centred.values()) - 0.5, 100), (_EDGE + 18, WIDTH - _EDGE)
    )
    parts = []
    for row, (digit, found) in enumerate(centred.items()):
        y = 24 * row + 10
        parts.append(text(0, y, digit, "strong"))
        parts += _draw_accuracy(found, scale, y)
    bottom = 24 * len(centred) + 6
    parts.append(x_axis(scale, bottom, ticks(scale, 2), "read right, %"))
    most = measured["mistakes"][:_NAMED]
    named = listed(
        [
            f"{with_article(found['label'])} for {with_article(found['read'])} ({found['times']} times)"
            for found in most
        ]
    )
    caption = Markup("The same digits, drawn in the middle, by what they are.")
    if most:
        caption += Markup(" {} most often takes {}.").format(code(first), named)
    title = "How well it reads people, by digit"
    description = f"Dots with intervals along a scale of accuracy of {first}. " + " ".join(
        f"{digit}: {found['accuracy_percent']:.1f}%." for digit, found in centred.items()
    )
    rows = tuple(
        (
            digit,
            f"{found['accuracy_percent']:.1f}",
            _interval(found),
            ", ".join(
                f"{mistake['read']} ({mistake['times']})"
                for mistake in measured["mistakes"]
                if str(mistake["label"]) == digit
            )
            or "–",
        )
        for digit, found in centred.items()
    )
    table = Table(("digit", "read right, %", "95% interval", "misread as (times)"), rows)
    return Figure("classes", title, caption, draw("classes", bottom + 36, title, description, *parts), table)


def _draw_row(name: str, way: Measured, beside: list[float], scale: Scale, top: float) -> str:
    """Draw a way's name and value, and below them its accuracy among those of other networks."""
    return "".join(
        [
            text(0, top + 8, name, "halo"),
            text(WIDTH, top + 8, f"{way['accuracy_percent']:.1f}", "accent halo", "end"),
            *(dot(scale(value), top + 23, 2.4, "quiet") for value in beside),
            *_draw_accuracy(way, scale, top + 23),
        ]
    )


def _draw_accuracy(found: Measured, scale: Scale, y: float) -> list[str]:
    low, high = map(scale, found["ci95"])
    return [
        line([(low, y), (high, y)], "accent strong"),
        dot(scale(found["accuracy_percent"]), y, 3.4, "accent"),
    ]


def _interval(found: Measured) -> str:
    low, high = found["ci95"]
    return f"{low:.1f} to {high:.1f}"
