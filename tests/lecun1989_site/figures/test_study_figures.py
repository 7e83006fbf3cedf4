"""The study's figures: values are read back from the SVG's marks and axes."""

import math
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest

from lecun1989.results.paired_differences import paired_differences
from lecun1989.results.published import read_published
from lecun1989.results.run_record import SetName
from lecun1989.results.schema import NO_RESULTS, Results
from lecun1989_site.figures.charts import Figure, Scale
from lecun1989_site.figures.ladder import published_ladders
from lecun1989_site.figures.study_figures import study_figures
from tests.lecun1989.results.random_study import PASSES, TEST_DIGITS, edit_results, make_results
from tests.paths import ROOT

PUBLISHED = read_published((ROOT / "site_template" / "published.json").read_text("utf-8"), "published.json")
NAMES = ("error", "rejection", "confusions", "kernels", "seeds", "choices", "ladder")
TOLERANCE = (
    0.012  # of a value read back, relative to the scale's length or, on a logarithmic scale, to the value
)
NUMBER = r"-?\d+(?:\.\d+)?"


@pytest.fixture(scope="module")
def results() -> Results:
    return make_results()


@pytest.fixture(scope="module")
def figures(results: Results) -> dict[str, Figure]:
    drawn = {name: figure for name, figure in study_figures(results, PUBLISHED).items() if figure}
    assert tuple(drawn) == NAMES
    return drawn


def marks(figure: Figure, tag: str, classes: str) -> list[ElementTree.Element]:
    """Return the elements with this tag and exactly these classes."""
    found = ElementTree.fromstring(figure.svg).iter(tag)
    return [element for element in found if element.get("class", "") == classes]


def points(path: ElementTree.Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(f"({NUMBER}) ({NUMBER})", path.get("d", ""))]


def reader(figure: Figure, axis: str, log: bool = False) -> Callable[[float], float]:
    """Return a function from coordinates to values, from the first and last tick of an axis."""
    anchor = {"x": "middle", "y": "end"}[axis]
    ticks = [
        (float(element.get(axis, "")), float((element.text or "").replace("−", "-")))
        for element in marks(figure, "text", "quiet")
        if element.get("text-anchor") == anchor and re.fullmatch("−?[0-9.]+", element.text or "")
    ]
    (start, low), (end, high) = min(ticks), max(ticks)
    if log:
        return lambda at: low * (high / low) ** ((at - start) / (end - start))
    return lambda at: low + (high - low) * (at - start) / (end - start)


def errors(results: Results, recipe: str) -> list[float]:
    return [run.test.error_percent for run in results.recipes[recipe].runs]


def test_a_scale_maps_its_domain_to_its_span() -> None:
    linear, log = Scale((1, 3), (10, 20)), Scale((0.1, 10), (100, 0), log=True)
    assert [linear(value) for value in (1, 2, 3)] == [10, 15, 20]
    assert [log(value) for value in (0.1, 1, 10)] == pytest.approx([100, 50, 0])
    assert log(0) == 100


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_has_a_description_and_a_complete_table(figures: dict[str, Figure], name: str) -> None:
    figure = figures[name]
    svg = ElementTree.fromstring(figure.svg)
    ids = {element.get("id"): element.text for element in svg if element.get("id")}
    assert svg.get("role") == "img"
    assert ids[svg.get("aria-labelledby")] == figure.title
    assert len(ids[svg.get("aria-describedby")] or "") > 60
    assert "nan" not in figure.svg
    width = len(figure.table.header)
    assert all(len(row) == width for row in figure.table.rows)
    assert not figure.table.groups or sum(columns for _, columns in figure.table.groups) == width - 1


@pytest.mark.parametrize("split", ["test", "train"])
def test_the_lines_end_where_the_seeds_end(
    results: Results, figures: dict[str, Figure], split: SetName
) -> None:
    figure = figures["error"]
    x, y = reader(figure, "x"), reader(figure, "y", log=True)
    lines = marks(figure, "path", "line accent" if split == "test" else "line cool")
    runs = results.recipes["paper-1989"].runs
    for path, run in zip(lines, runs, strict=True):
        drawn = points(path)
        expected = [100 * misses / run.metrics(split).examples for misses in run.passes.misses(split)]
        assert [x(at) for at, _ in drawn] == pytest.approx(range(1, PASSES + 1), abs=0.05)
        assert [y(at) for _, at in drawn] == pytest.approx(expected, rel=TOLERANCE)
    column = 1 if split == "test" else 1 + len(runs)
    cells = [row[column : column + len(runs)] for row in figures["error"].table.rows]
    assert cells[-1] == tuple(str(run.metrics(split).misses) for run in runs)
    assert cells[0] == tuple(str(run.passes.misses(split)[0]) for run in runs)


def test_the_papers_final_errors_are_marked(figures: dict[str, Figure]) -> None:
    figure = figures["error"]
    y = reader(figure, "y", log=True)
    marked = [y(float(mark.get("cy", ""))) for mark in marks(figure, "circle", "theirs")]
    assert marked == pytest.approx([5.0, 0.14], rel=TOLERANCE)


def test_a_seed_without_misses_is_drawn_at_the_floor(results: Results) -> None:
    def edit(content: dict[str, Any]) -> None:
        content["recipes"]["paper-1989"]["runs"][0]["passes"]["train_misses"][-1] = 0

    figure = study_figures(edit_results(results, edit), PUBLISHED)["error"]
    assert figure
    (_, floor), *_ = points(marks(figure, "path", "line axis")[0])
    assert points(marks(figure, "path", "line cool")[0])[-1][1] == floor


def test_the_rejection_curve_is_the_mean_of_the_seeds_within_their_range(
    results: Results, figures: dict[str, Figure]
) -> None:
    figure = figures["rejection"]
    x, y = reader(figure, "x"), reader(figure, "y")
    curves = np.array([run.rejection_curve["difference"] for run in results.recipes["paper-1989"].runs])
    curve = max(marks(figure, "path", "line accent strong"), key=lambda path: len(points(path)))
    assert [x(at) for at, _ in points(curve)] == pytest.approx(np.arange(0, 25.25, 0.5), abs=0.05)
    assert [y(at) for _, at in points(curve)] == pytest.approx(curves.mean(axis=0), abs=0.02)
    (band,) = marks(figure, "path", "band accent")
    outline = [y(at) for _, at in points(band)]
    assert outline == pytest.approx([*curves.min(axis=0), *curves.max(axis=0)[::-1]], abs=0.02)
    (mark,) = marks(figure, "circle", "theirs")
    assert (x(float(mark.get("cx", ""))), y(float(mark.get("cy", "")))) == pytest.approx((12.1, 1), abs=0.05)
    assert figure.table.rows[20][:4] == (
        "10",
        *(f"{value:.2f}" for value in (curves[:, 20].mean(), curves[:, 20].min(), curves[:, 20].max())),
    )


def test_the_confusions_are_counted_and_the_largest_is_named(
    results: Results, figures: dict[str, Figure]
) -> None:
    figure, runs = figures["confusions"], results.recipes["paper-1989"].runs
    counts = np.zeros((10, 10))
    for run in runs:
        for _, digit, answer in run.missed:
            counts[digit, answer] += 1 / len(runs)
    tested = np.array(TEST_DIGITS["zip"])
    rates = counts / tested[:, None]
    digit, answer = np.unravel_index(rates.argmax(), rates.shape)
    assert re.search(f"takes an? {digit} for an? {answer} \\({counts[digit, answer]:.1f} of", figure.caption)
    strongest = max(marks(figure, "rect", "accent"), key=lambda cell: float(cell.get("fill-opacity", "")))
    heads = {element.text: element for element in marks(figure, "text", "strong")}  # the rows' come last
    columns = [e for e in marks(figure, "text", "strong") if e.get("text-anchor") == "middle"]
    left, top = float(strongest.get("x", "")), float(strongest.get("y", ""))
    assert left < float(columns[answer].get("x", "")) < left + float(strongest.get("width", ""))
    assert top < float(heads[str(digit)].get("y", "")) < top + float(strongest.get("height", ""))
    assert len(marks(figure, "rect", "accent")) == np.count_nonzero(counts)
    read = counts + np.diag(tested - counts.sum(axis=1))
    cells = np.array([row[1:] for row in figure.table.rows], np.float64)
    assert cells[:, 0] == pytest.approx(tested)
    assert cells[:, 1:] == pytest.approx(read, abs=0.051)


def test_the_kernels_opacity_follows_the_weights(results: Results, figures: dict[str, Figure]) -> None:
    figure = figures["kernels"]
    published = results.recipes["paper-1989"].published
    assert published
    states = np.array(published.h1_kernels)
    frames = marks(figure, "rect", "frame")
    assert len(frames) == 7 * 12
    assert len(figure.table.rows) == len(states) == PASSES + 1
    kernel, place = np.unravel_index(np.abs(states[-1]).argmax(), states[-1].shape)
    frame = frames[6 * 12 + int(kernel)]
    side = float(frame.get("width", "")) / 5
    corner = (
        float(frame.get("x", "")) + place % 5 * side,
        float(frame.get("y", "")) + place // 5 * side,
    )
    sign = "positive" if states[-1][kernel, place] > 0 else "negative"
    full = [path for path in marks(figure, "path", sign) if path.get("fill-opacity") == "1"]
    assert any(math.dist(corner, start) < 0.2 for path in full for start in points(path))
    weights = [
        int(number.replace("−", "-"))
        for row in figure.table.rows
        for cell in row[2:]
        for number in re.findall("−?[0-9]+", cell)
    ]
    assert weights == pytest.approx(100 * states.ravel(), abs=0.51)
    assert figure.table.rows[-1][1] == "1.000"


def test_every_seed_has_its_dot_and_no_two_cover_each_other(
    results: Results, figures: dict[str, Figure]
) -> None:
    figure = figures["seeds"]
    x = reader(figure, "x")
    dots = [(float(dot.get("cx", "")), float(dot.get("cy", ""))) for dot in marks(figure, "circle", "accent")]
    recipes = ("paper-1989", "karpathy-2022")
    expected = [error for recipe in recipes for error in sorted(errors(results, recipe))]
    assert [x(at) for at, _ in dots] == pytest.approx(expected, abs=TOLERANCE)
    assert min(math.dist(a, b) for at, a in enumerate(dots) for b in dots[:at]) > 6
    bars = [points(path) for path in marks(figure, "path", "line accent strong")]
    level = [(a, b) for a, b in bars if a[1] == b[1]]
    for recipe, (start, end) in zip(recipes, level, strict=True):
        error = results.recipes[recipe].summary.test.error_percent
        assert (x(start[0]), x(end[0])) == pytest.approx(error.ci95, abs=TOLERANCE)
    theirs = [x(points(path)[0][0]) for path in marks(figure, "path", "line theirs")]
    assert theirs == pytest.approx([5.0, 4.09, 4.19], abs=TOLERANCE)


def test_the_caption_compares_with_other_peoples_runs(results: Results) -> None:
    def edit(content: dict[str, Any]) -> None:
        for run in content["recipes"]["karpathy-2022"]["runs"]:
            run["test"]["error_percent"] = 4.12 + run["seed"] / 100
        content["recipes"]["paper-1989"]["runs"][0]["test"]["error_percent"] = 4.9
        content["recipes"]["paper-1989"]["runs"][1]["test"]["error_percent"] = 5.2

    figure = study_figures(edit_results(results, edit), PUBLISHED)["seeds"]
    assert figure
    assert "5.0% (LeCun et al.) is within the range of" in figure.caption
    assert "4.09% (Karpathy) is below the range of" in figure.caption
    assert "4.19% (Node.js page) is within the range of" in figure.caption


def test_a_change_is_drawn_at_its_difference(results: Results, figures: dict[str, Figure]) -> None:
    found = paired_differences(results)
    figure = figures["choices"]
    x = reader(figure, "x")
    dots = [dot for kind in ("accent", "quiet") for dot in marks(figure, "circle", kind)]
    drawn = sorted(x(float(dot.get("cx", ""))) for dot in dots)
    assert drawn == pytest.approx(sorted(d.points.mean for d in found), abs=TOLERANCE)
    certain = [difference for difference in found if difference.certain]
    assert len(marks(figure, "circle", "accent")) == len(certain)
    bars = [
        points(path) for kind in ("accent", "quiet") for path in marks(figure, "path", f"line {kind} strong")
    ]
    ends = [x(at) for bar in sorted((start[0], end[0]) for start, end in bars) for at in bar]
    assert ends == pytest.approx(
        [at for d in sorted(d.points.interval for d in found) for at in d], abs=TOLERANCE
    )
    rows = {row[0]: row[1:] for row in figure.table.rows}
    assert set(rows) == {difference.name for difference in found}
    for difference in found:
        cells = [
            float(number.replace("−", "-")) for cell in rows[difference.name] for number in cell.split(" to ")
        ]
        expected = [difference.points.mean, *difference.points.interval, difference.seeds]
        assert cells == pytest.approx(expected, abs=0.0051)


def test_the_ladder_goes_from_1989_to_now(results: Results, figures: dict[str, Figure]) -> None:
    way = ["paper-1989", "paper-1989-sgd", "zip-softmax", "zip-modern"]
    assert published_ladders(results) == [way]
    figure = figures["ladder"]
    x = reader(figure, "x")
    dots = [x(float(dot.get("cx", ""))) for dot in marks(figure, "circle", "quiet")]
    assert dots == pytest.approx([e for name in way for e in errors(results, name)], abs=TOLERANCE * 6)
    bars = [points(path) for path in marks(figure, "path", "line accent strong")]
    level = [(a, b) for a, b in bars if a[1] == b[1]]
    for name, (start, end) in zip(way, level, strict=True):
        error = results.recipes[name].summary.test.error_percent
        assert (x(start[0]), x(end[0])) == pytest.approx(error.ci95, abs=TOLERANCE * 6)
    theirs = [x(points(path)[0][0]) for path in marks(figure, "path", "line theirs")]
    assert theirs == pytest.approx([2.5], abs=TOLERANCE * 6)
    assert [row[0] for row in figure.table.rows] == way
    assert figure.table.rows[-1][1] == "the change of zip-modern"


def test_a_ladder_with_a_recipe_of_one_seed_is_not_drawn(results: Results) -> None:
    def edit(content: dict[str, Any]) -> None:
        del content["recipes"]["zip-softmax"]["runs"][1:]

    assert published_ladders(edit_results(results, edit)) == []


def test_a_ladder_that_does_not_end_in_a_published_network_is_not_drawn(results: Results) -> None:
    def edit(content: dict[str, Any]) -> None:
        content["recipes"]["zip-modern"]["published"] = None

    assert published_ladders(edit_results(results, edit)) == []


def test_without_results_there_is_no_figure() -> None:
    assert set(study_figures(NO_RESULTS, PUBLISHED).values()) == {None}


def test_a_single_seed_makes_only_the_figure_of_the_kernels() -> None:
    drawn = study_figures(make_results(seeds=1), PUBLISHED)
    assert [name for name, figure in drawn.items() if figure] == ["kernels"]


def test_rows_of_kernels_follow_each_other(figures: dict[str, Figure]) -> None:
    tops = sorted({float(frame.get("y", "")) for frame in marks(figures["kernels"], "rect", "frame")})
    steps = [b - a for a, b in pairwise(tops)]
    assert min(steps) > 24
    assert max(steps) - min(steps) < 0.11
