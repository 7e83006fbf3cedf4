"""The figures of drawing conditions, with made-up measurements."""

from xml.etree import ElementTree

import pytest

from lecun1989.results.recorded_digits import Accuracy, Condition, DrawnDigits, Mistake, WriterResult
from lecun1989_site.figures.charts import Figure
from lecun1989_site.figures.drawing_conditions import people_figures


def interval(value: float, half: float) -> tuple[float, float]:
    return value - half, min(100.0, value + half)


def measured(name: str, base: float) -> DrawnDigits:
    by_class = {
        str(digit): Accuracy(base + digit / 10, interval(base + digit / 10, 2.0)) for digit in range(10)
    }
    return DrawnDigits(
        weights=name,
        strokes="strokes.jsonl",
        digits=1300,
        writers=3,
        conditions={
            "centred": Condition("place", base, interval(base, 1.0), by_class),
            "pen of 6": Condition("pen", base - 3, interval(base - 3, 1.5), by_class),
        },
        by_writer=(WriterResult("b", 20, 3), WriterResult("a", 40, 1), WriterResult("c", 10, 0)),
        mistakes=(Mistake(8, 3, 4), Mistake(9, 8, 2)),
    )


@pytest.fixture(scope="module")
def figures() -> dict[str, Figure]:
    found = {"new": measured("new", 97.0), "old": measured("old", 90.0)}
    drawn = {name: figure for name, figure in people_figures(found, "new").items() if figure}
    assert set(drawn) == {"ways", "classes"}
    return drawn


def marks(figure: Figure, kind: str) -> list[float]:
    found = ElementTree.fromstring(figure.svg).iter("circle")
    return [float(circle.get("cx", "")) for circle in found if circle.get("class") == kind]


def test_each_condition_has_a_row_with_the_other_network_beside_it(figures: dict[str, Figure]) -> None:
    figure = figures["ways"]
    assert [row[:4] for row in figure.table.rows] == [
        ("centred", "97.0", "96.0 to 98.0", "90.0"),
        ("pen of 6", "94.0", "92.5 to 95.5", "87.0"),
    ]
    ours, theirs = marks(figure, "accent"), marks(figure, "quiet")
    assert len(ours) == len(theirs) == 2
    assert ours[0] > ours[1] > theirs[0] > theirs[1]
    assert (ours[0] - ours[1]) / (ours[0] - theirs[0]) == pytest.approx(3 / 7, abs=0.01)


def test_the_caption_counts_people_without_a_mistake_and_names_the_worst(figures: dict[str, Figure]) -> None:
    caption = figures["ways"].caption
    assert "1,300 recorded digits by 3 people <code>new</code>" in caption
    assert "1 of the 3 are read without a mistake" in caption
    assert "3 of 20 are misread" in caption


def test_each_digit_has_a_row_with_its_mistakes(figures: dict[str, Figure]) -> None:
    rows = {row[0]: row for row in figures["classes"].table.rows}
    assert len(rows) == 10
    assert rows["8"][1:] == ("97.8", "95.8 to 99.8", "3 (4)")
    assert rows["0"][3] == "–"
    assert (
        "<code>new</code> most often takes an 8 for a 3 (4 times) and a 9 for an 8"
        in figures["classes"].caption
    )


def test_a_network_that_was_not_measured_has_no_figure() -> None:
    assert people_figures({"old": measured("old", 90.0)}, "new") == {"ways": None, "classes": None}
    assert people_figures({}, "new") == {"ways": None, "classes": None}
