"""Figure: which H1 maps each H2 map reads."""

from markupsafe import Markup

from lecun1989.model.connections import Connections
from lecun1989.model.sizes import H1_MAPS, H2_FAN, H2_MAPS
from lecun1989_site.figures.captions import listed
from lecun1989_site.figures.charts import Figure, Table, draw, rectangle, text

_LEFT, _TOP, _SIDE, _GAP = 52, 34, 13, 3  # of the first cell, a cell's side, the space between cells


def connections(scheme: Connections) -> Figure:
    """Draw a row for each H2 map, with a filled cell for each H1 map that it reads.

    Args:
        scheme: a published network's connections.
    """
    step = _SIDE + _GAP
    parts = [text(_LEFT, 8, "maps of H1", "quiet"), text(0, _TOP - 12, "of H2", "quiet")]
    for column in range(H1_MAPS):
        parts.append(text(_LEFT + column * step + _SIDE / 2, _TOP - 12, str(column + 1), "quiet", "middle"))
    for row, read in enumerate(scheme):
        y = _TOP + row * step
        parts.append(text(_LEFT - 10, y + _SIDE / 2, str(row + 1), "quiet", "end"))
        parts += [
            rectangle(
                _LEFT + column * step, y, _SIDE, _SIDE, *(("accent", 0.6) if column in read else ("frame",))
            )
            for column in range(H1_MAPS)
        ]
    title = "Which maps of H1 each map of H2 reads"
    rows = tuple(
        (str(number + 1), listed([str(source + 1) for source in read])) for number, read in enumerate(scheme)
    )
    caption = Markup(
        f"Each of the {H2_MAPS} maps of H2 (rows) reads {H2_FAN} of the {H1_MAPS} maps of H1 (columns), "
        "in the scheme of the networks on this page."
    )
    description = " ".join(f"Map {name} of H2 reads {read} of H1." for name, read in rows)
    svg = draw("connections", _TOP + H2_MAPS * step, title, description, *parts)
    return Figure("connections", title, caption, svg, Table(("map of H2", "reads maps of H1"), rows))
