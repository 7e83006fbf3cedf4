"""What Python in the page costs, beside the same network run in other ways: see docs/loading.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# As docs/measured/page-load.json calls them: the page, and its forward pass.
WAYS = {
    "Plain JavaScript": ("javascript", "javascript_ms"),
    "onnxruntime-web": ("onnx", "onnx_ms"),
    "This page": ("fast", "numpy_ms"),
    "Pyodide as it comes": ("stock", "numpy_ms"),
}


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


def cost_rows(measured: Mapping[str, Any] | None) -> list[CostRow]:
    """Return the rows, of first visits with gzip on the quickest line; none where nothing was measured.

    Args:
        measured: docs/measured/page-load.json. Ways that it does not have are left out.
    """
    if measured is None:
        return []
    visits = next(line["visits"] for line in measured["lines"] if line["gzip"])
    return [
        CostRow(
            name,
            visits[page]["first"]["answer_ms"]["median"] / 1000,
            visits[page]["first"]["bytes"]["median"] / 1e6,
            measured["forward"][forward]["median"],
        )
        for name, (page, forward) in WAYS.items()
        if page in visits and forward in measured["forward"]
    ]
