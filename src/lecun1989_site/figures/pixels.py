"""Images, heatmaps and kernels as inline SVG.

The colours come from the style sheet (classes and currentColor), so they follow the light or dark scheme. A cell's
opacity shows its strength.
"""

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray

from lecun1989.explain.intensities import FULL

INKS = 20  # levels of grey in an image


def grid_svg(image: NDArray[np.float32]) -> Markup:
    """Draw a network's input.

    Args:
        image: (rows, columns) in [-1, 1]; -1 is paper and is not drawn.
    """
    inks = np.rint(INKS * (image.ravel() + 1) / 2).astype(int)
    return _squares([f'fill-opacity="{ink / INKS:g}"' if ink else "" for ink in inks], image.shape[1])


def heatmap_svg(values: NDArray[np.int8], columns: int) -> Markup:
    """Draw intensities, -100 to 100, row by row, with ten levels of opacity."""
    strengths = [round(10 * value / FULL) for value in values.tolist()]
    return _squares(
        [
            f'class="{"negative" if strength < 0 else "positive"}" fill-opacity="{abs(strength) / 10:g}"'
            if strength
            else ""
            for strength in strengths
        ],
        columns,
    )


def _squares(looks: list[str], columns: int) -> Markup:
    """Draw squares row by row. Squares that look the same are one path, which is smaller; "" is not drawn."""
    paths: dict[str, list[str]] = {}
    for number, look in enumerate(looks):
        row, column = divmod(number, columns)
        paths.setdefault(look, []).append(f"M{column} {row}h1v1h-1z")
    drawn = "".join(
        f'<path {look} d="{"".join(squares)}"/>' for look, squares in sorted(paths.items()) if look
    )
    return Markup(
        f'<svg viewBox="0 0 {columns} {len(looks) // columns}" fill="currentColor" shape-rendering="crispEdges" '
        f'aria-hidden="true" focusable="false">{drawn}</svg>'
    )


def kernel_svg(values: NDArray[np.int8]) -> Markup:
    """Draw a 5x5 kernel: 25 intensities, row by row."""
    cells = "".join(
        f'<rect x="{number % 5}" y="{number // 5}" width="1" height="1" '
        f'class="{"negative" if value < 0 else "positive"}" fill-opacity="{abs(value) / FULL:g}"/>'
        for number, value in enumerate(values.tolist())
    )
    return Markup(
        '<svg viewBox="0 0 5 5" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        + cells
        + "</svg>"
    )
