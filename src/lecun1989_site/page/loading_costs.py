"""The cost of Python in the page, compared with other ways to run the same network; see docs/loading.md."""

from dataclasses import dataclass

from lecun1989.results.page_load import CONTESTANT_LABELS, ForwardTimes, PageLoad, Quartiles

CONTESTANTS = ("javascript", "onnx", "fast", "stock")  # in the rows' order


@dataclass(frozen=True)
class CostRow:
    """One way to run the network.

    Attributes:
        name: what runs the network.
        seconds: from opening the page to the first answer.
        megabytes: fetched until then, gzipped.
        milliseconds: duration of a forward pass.
    """

    name: str
    seconds: float
    megabytes: float
    milliseconds: float


def cost_rows(measured: PageLoad | None) -> list[CostRow]:
    """Return the rows, for first visits with gzip on the fastest connection.

    Args:
        measured: the measurements; None for no rows. Ways that were not measured are left out.
    """
    if measured is None:
        return []
    rows = []
    for name in CONTESTANTS:
        visits, forward = measured.quickest.visits.get(name), _forward(measured.forward, name)
        if visits and forward:
            rows.append(
                CostRow(
                    name=_label(name),
                    seconds=visits.first.answer_ms.median / 1000,
                    megabytes=visits.first.bytes.median / 1e6,
                    milliseconds=forward.median,
                )
            )
    return rows


def _forward(forward: ForwardTimes, name: str) -> Quartiles | None:
    """Return the duration of a forward pass. This page and stock Pyodide run the same NumPy."""
    return {"javascript": forward.javascript_ms, "onnx": forward.onnx_ms}.get(name, forward.numpy_ms)


def _label(name: str) -> str:
    """Return a label with a capital letter, except onnxruntime-web."""
    label = CONTESTANT_LABELS[name]
    return label if name == "onnx" else label[0].upper() + label[1:]
