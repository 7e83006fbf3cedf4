"""What many visits come to: medians with quartiles, and ratios taken round by round."""

import statistics
from collections.abc import Sequence
from typing import Any

Round = dict[str, dict[str, dict[str, Any]]]  # contestant -> "first" | "second" -> what `visit` measured

MEASURES = (
    "answer_ms",
    "painted_ms",
    "gap_ms",
    "task_ms",
    "bytes",
    "all_bytes",
    "requests",
    "memory_mb",
    "processor_ms",
    "layout_shift",
)


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return median and quartiles."""
    low, median, high = (
        statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [values[0]] * 3
    )
    return {"median": round(median, 4), "low": round(low, 4), "high": round(high, 4)}


def summarise_visits(rounds: Sequence[Round]) -> dict[str, Any]:
    """Return each contestant's visits: measure -> spread."""
    return {
        name: {
            kind: {
                measure: spread([each[name][kind][measure] for each in rounds])
                for measure in MEASURES
                if rounds[0][name][kind].get(measure) is not None
            }
            for kind in rounds[0][name]
        }
        for name in rounds[0]
    }


def ratios_to_stock(rounds: Sequence[Round]) -> dict[str, Any]:
    """Return what each takes as a share of stock's first visit in the same round."""
    found: dict[str, Any] = {}
    for name in rounds[0]:
        for kind in rounds[0][name]:
            for measure in ("answer_ms", "bytes", "processor_ms"):
                if rounds[0][name][kind].get(measure) is None:
                    continue
                pairs = [(each[name][kind][measure], each["stock"]["first"][measure]) for each in rounds]
                found.setdefault(name, {}).setdefault(kind, {})[measure] = spread([a / b for a, b in pairs])
    return found
