"""What Python in the page costs, beside the same network run in other ways: see docs/loading.md."""

from dataclasses import dataclass

from lecun1989.results.page_load import CONTESTANT_LABELS, ForwardTimes, PageLoad, Quartiles

CONTESTANTS = ("javascript", "onnx", "fast", "stock")  # in the order of the rows


@dataclass(frozen=True)
class CostRow:
    """One way to run the network.

    Attributes:
        name: of the way.
        seconds: from opening the page to the first answer.
        megabytes: fetched until then, gzipped.
        milliseconds: of a forward pass.
    """

    name: str
    seconds: float
    megabytes: float
    milliseconds: float


def cost_rows(measured: PageLoad | None) -> list[CostRow]:
    """Return the rows, of first visits with gzip on the quickest line; none where nothing was measured.

    Args:
        measured: what the page costs. Ways that it does not have are left out.
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
    """Return the time of a forward pass; this page and stock Pyodide run the same NumPy."""
    return {"javascript": forward.javascript_ms, "onnx": forward.onnx_ms}.get(name, forward.numpy_ms)


def _label(name: str) -> str:
    """Return a way's name with a capital letter, but for onnxruntime-web, which is written small."""
    label = CONTESTANT_LABELS[name]
    return label if name == "onnx" else label[0].upper() + label[1:]
