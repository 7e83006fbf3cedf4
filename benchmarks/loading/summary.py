"""Summaries of many visits: medians with quartiles, and ratios within each round."""

import statistics
from collections.abc import Mapping, Sequence
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
    """Return each contestant's visits: measure -> spread, over the rounds in which it was measured."""
    return {
        name: {kind: _summarise([each[name][kind] for each in rounds]) for kind in rounds[0][name]}
        for name in rounds[0]
    }


def _summarise(visits: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    found = {
        measure: [visit[measure] for visit in visits if visit.get(measure) is not None]
        for measure in MEASURES
    }
    return {measure: spread(values) for measure, values in found.items() if values}


def ratios_to_stock(rounds: Sequence[Round]) -> dict[str, Any]:
    """Return each contestant's measures relative to stock's first visit in the same round."""
    found: dict[str, Any] = {}
    for name in rounds[0]:
        for kind in rounds[0][name]:
            for measure in ("answer_ms", "bytes", "processor_ms"):
                pairs = [(each[name][kind][measure], each["stock"]["first"][measure]) for each in rounds]
                ratios = [a / b for a, b in pairs if a is not None and b is not None]
                if ratios:
                    found.setdefault(name, {}).setdefault(kind, {})[measure] = spread(ratios)
    return found
