"""What the study's figures are drawn with: scales, marks, texts and axes, as strings of SVG.

Every chart is WIDTH units wide, about as many pixels as a phone gives it. The style sheet has the colours, and sets
the size of texts for each width of screen, so that they neither shrink on a phone nor swell on a laptop.
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
    """Where a value stands on an axis.

    Attributes:
        domain: values of the axis's two ends.
        span: coordinates of the two ends.
        log: whether equal steps are equal ratios; values below the domain, nought too, then stand at its start.
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
        header: of each column; the first column's cells are the names of the rows.
        rows: as many cells each.
        groups: (title, number of columns) above the header, from the second column on; empty without groups.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    groups: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure of the article.

    Attributes:
        name: of its element; one word.
        title: a few words that name it to those who do not see it.
        caption: what it shows and what follows.
        svg: the picture, with title and description.
        table: its data.
    """

    name: str
    title: str
    caption: Markup
    svg: Markup
    table: Table


def draw(name: str, height: float, title: str, description: str, *parts: str) -> Markup:
    """Put a chart's parts into a picture with a text alternative.

    Args:
        name: of the figure; it stands in the ids of the texts.
        height: in units, of which WIDTH make the width.
        title: the picture's name.
        description: what it shows, for those who do not see it.
        parts: SVG.
    """
    return Markup(
        f'<svg class="chart" viewBox="0 0 {WIDTH} {_number(height)}" role="img" focusable="false" '
        f'aria-labelledby="figure-{name}-title" aria-describedby="figure-{name}-description">'
        f'<title id="figure-{name}-title">{escape(title)}</title>'
        f'<desc id="figure-{name}-description">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def line(points: Sequence[Point], classes: str) -> str:
    """Draw straight lines from point to point."""
    return f'<path class="line {classes}" d="{_path(points)}"/>'


def band(lower: Sequence[Point], upper: Sequence[Point], classes: str) -> str:
    """Fill what lies between two lines."""
    return f'<path class="band {classes}" d="{_path([*lower, *reversed(upper)])}Z"/>'


def dot(x: float, y: float, radius: float, classes: str) -> str:
    """Draw a round mark."""
    return f'<circle class="{classes}" cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'


def rectangle(x: float, y: float, width: float, height: float, classes: str, opacity: float = 1) -> str:
    """Fill a rectangle as strongly as its opacity, 0 to 1, says."""
    strength = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return (
        f'<rect class="{classes}" x="{_number(x)}" y="{_number(y)}" '
        f'width="{_number(width)}" height="{_number(height)}"{strength}/>'
    )


def text(x: float, y: float, content: str, classes: str = "", anchor: Anchor = "start") -> str:
    """Write a text whose middle is at the height y."""
    attributes = f' class="{classes}"' if classes else ""
    attributes += f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{_number(x)}" y="{_number(y)}" dy=".35em"{attributes}>{escape(content)}</text>'


def two_lines(x: float, y: float, contents: tuple[str, str], classes: str = "") -> str:
    """Write two lines of text that lie about the height y, as far apart as their size demands."""
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
    """Draw a horizontal axis with a tick at each of some values, and its title below it."""
    parts = [line([(scale.span[0], y), (scale.span[1], y)], "axis")]
    for tick in values:
        x = scale(tick)
        parts += [
            line([(x, y), (x, y + 4)], "axis"),
            text(x, y + 13, f"{tick:g}".replace("-", "−"), "quiet", "middle"),
        ]
    return "".join([*parts, text(scale.span[1], y + 29, title, "quiet", "end")])


def y_axis(scale: Scale, x: Point, values: Iterable[float], title: str) -> str:
    """Draw a horizontal line at each of some values, which stands to its left, and the axis's title above.

    Args:
        scale: of the axis.
        x: from where to where the lines go.
        values: not negative.
        title: stands at the very left.
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
