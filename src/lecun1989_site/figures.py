"""Figures drawn at build time as inline SVG: pictures of 16x16 values and of 5x5 kernels.

Colours are the style sheet's (classes and currentColor), so that figures follow light and dark; how strong a cell is
stands in its opacity.
"""

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from lecun1989.kernels import LEVELS


def grid_svg(image: NDArray[np.float32]) -> Markup:
    """Draw a network's input.

    Args:
        image: (rows, columns) in [-1, 1]; -1 is paper and not drawn.
    """
    rows, columns = image.shape
    cells = "".join(
        f'<rect x="{x}" y="{y}" width="1" height="1" fill-opacity="{(image[y, x] + 1) / 2:.2f}"/>'
        for y in range(rows)
        for x in range(columns)
        if image[y, x] > -0.99
    )
    return Markup(
        f'<svg viewBox="0 0 {columns} {rows}" fill="currentColor" shape-rendering="crispEdges" '
        f'aria-hidden="true" focusable="false">{cells}</svg>'
    )


def levels_svg(levels: list[int], columns: int) -> Markup:
    """Draw numbers as squares, levels from -100 to 100 row by row: a path for each tenth of strength, to save bytes."""
    paths: dict[tuple[bool, int], list[str]] = {}
    for number, level in enumerate(levels):
        row, column = divmod(number, columns)
        strength = round(10 * abs(level) / LEVELS)
        if strength:
            paths.setdefault((level < 0, strength), []).append(f"M{column} {row}h1v1h-1z")
    drawn = "".join(
        f'<path class="{"negative" if below else "positive"}" fill-opacity="{strength / 10:g}" d="{"".join(squares)}"/>'
        for (below, strength), squares in sorted(paths.items())
    )
    return Markup(
        f'<svg viewBox="0 0 {columns} {len(levels) // columns}" shape-rendering="crispEdges" '
        f'aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def kernel_svg(levels: list[int]) -> Markup:
    """Draw a 5x5 kernel: 25 integers from `kernel_levels`, row by row."""
    cells = "".join(
        f'<rect x="{number % 5}" y="{number // 5}" width="1" height="1" '
        f'class="{"negative" if level < 0 else "positive"}" fill-opacity="{abs(level) / LEVELS:g}"/>'
        for number, level in enumerate(levels)
    )
    return Markup(
        '<svg viewBox="0 0 5 5" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        + cells
        + "</svg>"
    )
