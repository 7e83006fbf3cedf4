"""The panel "Bend it": sliders that perturb the input, and curves of the answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from lecun1989.explain.perturbation import NEUTRAL, RANGES
from tools.browser.visitor import (
    draw,
    draw_until_read,
    expect_answer,
    open_panel,
    scores,
    wait_for_last_answer,
)


@pytest.fixture
def visitor(reader: Page) -> Page:
    open_panel(reader, "perturb")
    draw_until_read(reader, 4)
    return reader


def curve(page: Page, name: str) -> list[tuple[float, float]]:
    points = page.locator(f"[data-curve={name}] polyline").get_attribute("points") or ""
    return [(float(x), float(y)) for x, y in (point.split(",") for point in points.split())]


def test_every_parameter_has_a_slider_and_a_curve(visitor: Page) -> None:
    for (name, (low, high)), neutral in zip(RANGES.items(), NEUTRAL, strict=True):
        slider = visitor.get_by_test_id(f"bend-{name}")
        assert [float(slider.get_attribute(each) or "") for each in ("min", "max")] == [low, high]
        assert float(slider.input_value()) == neutral
        assert len(curve(visitor, name)) == 25
        expect(visitor.locator(f"[data-curve={name}]")).to_have_attribute(
            "aria-label", re.compile(r"read as .*4")
        )


def test_moving_a_slider_moves_the_input_and_the_answer_follows(visitor: Page) -> None:
    before = scores(visitor)
    other = visitor.locator("[data-curve=right] polyline").get_attribute("points") or ""
    visitor.get_by_test_id("bend-rotation").fill("90")
    expect(visitor.get_by_test_id("prob-4")).not_to_have_attribute("data-value", f"{before[4]:g}")
    wait_for_last_answer(visitor)
    assert scores(visitor)[4] < 0.5
    expect(visitor.locator("[data-curve=right] polyline")).not_to_have_attribute("points", other)
    # The slider's own curve has, at the slider's value, the score that is shown.
    height = (39 - curve(visitor, "rotation")[-1][1]) / 37
    assert height == pytest.approx(scores(visitor)[4], abs=0.01)
    visitor.get_by_test_id("unbend").click()
    expect_answer(visitor, "4")
    wait_for_last_answer(visitor)
    assert scores(visitor) == pytest.approx(before, abs=1e-6)
    assert visitor.get_by_test_id("bend-rotation").input_value() == "0"


def test_a_new_drawing_is_not_perturbed(visitor: Page) -> None:
    visitor.get_by_test_id("bend-size").fill("0.5")
    wait_for_last_answer(visitor)
    visitor.get_by_test_id("clear").click()
    assert visitor.get_by_test_id("bend-size").input_value() == "1"
    draw(visitor, 1)
    expect_answer(visitor, "1")


def test_leaving_the_panel_shows_the_drawing(visitor: Page) -> None:
    before = scores(visitor)
    visitor.get_by_test_id("bend-noise").fill("1.2")
    wait_for_last_answer(visitor)
    assert scores(visitor) != pytest.approx(before, abs=1e-3)
    open_panel(visitor, "unit")
    wait_for_last_answer(visitor)
    assert scores(visitor) == pytest.approx(before, abs=1e-6)
    open_panel(visitor, "perturb")
