"""The calculations of the page's benchmark."""

import pytest

from benchmarks.loading.summary import Round, ratios_to_stock, spread, summarise_visits
from benchmarks.loading.tasks import longest_task


def measured(stock: float, ours: float) -> Round:
    return {
        "stock": {"first": {"answer_ms": stock, "bytes": 8000, "memory_mb": None, "processor_ms": None}},
        "fast": {
            "first": {"answer_ms": ours, "bytes": 6000, "memory_mb": None, "processor_ms": None},
            "second": {"answer_ms": ours / 2, "bytes": 80, "memory_mb": None, "processor_ms": None},
        },
    }


def three_rounds() -> list[Round]:
    return [measured(1000, 200), measured(2000, 600), measured(9000, 900)]


def test_a_spread_is_the_median_and_the_quartiles() -> None:
    assert spread([5, 1, 4, 2, 3]) == {"median": 3, "low": 2, "high": 4}
    assert spread([7]) == {"median": 7, "low": 7, "high": 7}


def test_ratios_are_to_stocks_first_visit_in_the_same_round() -> None:
    ratios = ratios_to_stock(three_rounds())
    assert ratios["fast"]["first"]["answer_ms"]["median"] == pytest.approx(0.2)  # of 0.2, 0.3 and 0.1
    assert ratios["fast"]["second"]["answer_ms"]["median"] == pytest.approx(0.1)
    assert ratios["fast"]["second"]["bytes"]["median"] == pytest.approx(0.01)
    assert ratios["stock"]["first"]["answer_ms"] == {"median": 1, "low": 1, "high": 1}


def test_missing_measurements_are_left_out() -> None:
    rounds = three_rounds()
    rounds[1]["fast"]["second"]["bytes"] = None  # in one round only
    visits = summarise_visits(rounds)
    assert visits["fast"]["second"]["bytes"]["median"] == 80
    assert visits["fast"]["first"].keys() == {"answer_ms", "bytes"}
    assert visits["stock"]["first"]["answer_ms"]["median"] == 2000


def test_the_longest_task_is_from_the_main_thread() -> None:
    def event(process: int, thread: int, microseconds: float) -> dict[str, object]:
        return {"pid": process, "tid": thread, "name": "task", "dur": microseconds, "tdur": microseconds / 2}

    def name(process: int, thread: int, called: str) -> dict[str, object]:
        return {"pid": process, "tid": thread, "name": "thread_name", "args": {"name": called}}

    events = [
        name(1, 1, "CrRendererMain"),
        name(1, 2, "DedicatedWorker"),
        name(2, 1, "CrRendererMain"),
        event(1, 1, 4000),
        event(1, 1, 9000),
        event(1, 2, 70_000),
        event(2, 1, 80_000),
    ]
    assert longest_task(events, 1) == {"clock_ms": 9, "processor_ms": 4.5}
