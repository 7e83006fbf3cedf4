"""Parts of charts as SVG strings: scales, marks, texts and axes.

Every chart is WIDTH units wide, about its width in pixels on a phone. The style sheet sets the colours and, for each
screen width, the text size, so that texts are neither small on a phone nor large on a laptop.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

from markupsafe import Markup, escape

WIDTH = 360

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Scale:
    """Maps values to coordinates on an axis.

    Attributes:
        domain: values at the axis's two ends.
        span: coordinates of the two ends.
        log: whether the scale is logarithmic; values below the domain, also 0, are then drawn at its start.
    """

    domain: Point
    span: Point
    log: bool = False

    def __call__(self, value: float) -> float:
        """Return a value's coordinate."""
        start, end = self.domain
        if self.log:
            start, end, value = log10(start), log10(end), log10(max(value, start))
        return self.span[0] + (value - start) / (end - start) * (self.span[1] - self.span[0])


@dataclass(frozen=True)
class Table:
    """A figure's data.

    Attributes:
        header: a cell for each column; the first column holds the rows' names.
        rows: each with as many cells.
        groups: (title, number of columns) above the header, from the second column on; empty for no groups.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure of the article.

    Attributes:
        name: one word, for its element's id.
        title: a short text alternative.
        caption: what it shows and what follows from it.
        svg: the picture, with title and description.
        table: its data.
    """

    name: str
    title: str
    caption: Markup
    svg: Markup
    table: Table


def draw(name: str, height: float, title: str, description: str, *parts: str) -> Markup:
    """Return a chart with a text alternative.

    Args:
        name: the figure's name; it is part of the texts' ids.
        height: in units; the width is WIDTH units.
        title: the picture's name.
        description: what it shows, for screen readers.
        parts: SVG strings.
    """
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {_number(height)}" role="img" focusable="false" '
        f'aria-labelledby="figure-{name}-title" aria-describedby="figure-{name}-description">'
        f'<title id="figure-{name}-title">{escape(title)}</title>'
        f'<desc id="figure-{name}-description">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def line(points: Sequence[Point], classes: str) -> str:
    """Draw straight lines between consecutive points."""
    return f'<path class="line {classes}" d="{_path(points)}"/>'


def band(lower: Sequence[Point], upper: Sequence[Point], classes: str) -> str:
    """Fill the area between two lines."""
    return f'<path class="band {classes}" d="{_path([*lower, *reversed(upper)])}Z"/>'


def dot(x: float, y: float, radius: float, classes: str) -> str:
    """Draw a circle."""
    return f'<circle class="{classes}" cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'


def rectangle(x: float, y: float, width: float, height: float, classes: str, opacity: float = 1) -> str:
    """Draw a filled rectangle with an opacity from 0 to 1."""
    strength = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return (
        f'<rect class="{classes}" x="{_number(x)}" y="{_number(y)}" '
        f'width="{_number(width)}" height="{_number(height)}"{strength}/>'
    )


def text(x: float, y: float, content: str, classes: str = "", anchor: Anchor = "start") -> str:
    """Write a text, vertically centred at y."""
    attributes = f' class="{classes}"' if classes else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{_number(x)}" y="{_number(y)}" dy=".35em"{attributes}>{escape(content)}</text>'


def two_lines(x: float, y: float, contents: tuple[str, str], classes: str = "") -> str:
    """Write two lines of text, vertically centred at y."""
    upper, lower = (escape(content) for content in contents)
    attributes = f' class="{classes}"' if classes else ""
    return (
        f'<text x="{_number(x)}" y="{_number(y)}" dy="-.25em"{attributes}>{upper}'
        f'<tspan x="{_number(x)}" dy="1.2em">{lower}</tspan></text>'
    )


def ticks(scale: Scale, step: float) -> list[float]:
    """Return the multiples of a step within a scale's domain."""
    low, high = scale.domain
    return [step * number for number in range(ceil(low / step), floor(high / step) + 1)]


def x_axis(scale: Scale, y: float, values: Iterable[float], title: str) -> str:
    """Draw a horizontal axis with a tick at each value, and its title below."""
    parts = [line([(scale.span[0], y), (scale.span[1], y)], "axis")]
    for tick in values:
        x = scale(tick)
        parts += [
            line([(x, y), (x, y + 4)], "axis"),
            text(x, y + 13, f"{tick:g}".replace("-", "−"), "quiet", "middle"),
        ]
    return "".join([*parts, text(scale.span[1], y + 29, title, "quiet", "end")])


def y_axis(scale: Scale, x: Point, values: Iterable[float], title: str) -> str:
    """Draw a vertical axis as a horizontal line at each value, with the value to its left, and the title above.

    Args:
        scale: the axis's scale.
        x: the lines' two ends.
        values: not negative.
        title: written at the left edge.
    """
    parts = [text(0, scale.span[1] - 14, title, "quiet")]
    for tick in values:
        y = scale(tick)
        parts += [line([(x[0], y), (x[1], y)], "grid"), text(x[0] - 6, y, f"{tick:g}", "quiet", "end")]
    return "".join(parts)


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
