"""The panel "Why this answer": attribution, occlusion and counterfactual."""

import re

import pytest
from playwright.sync_api import Page, expect

from tools.browser.visitor import (
    draw_until_read,
    expect_answer,
    open_panel,
    scores,
)

FOUND = re.compile(r"pixels of ink")
SEARCH = 60_000  # milliseconds


@pytest.fixture
def visitor(reader: Page) -> Page:
    open_panel(reader, "attribution")
    draw_until_read(reader, 3)
    return reader


def numbers(page: Page) -> list[float]:
    text = page.get_by_test_id("equation").text_content() or ""
    return [float(each.replace("−", "-")) for each in re.findall(r"−?\d+\.\d\d", text)]


def painted(page: Page, hook: str) -> int:
    """How many of a picture's 256 squares are not blank."""
    count: int = page.get_by_test_id(hook).evaluate(
        """canvas => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, 160, 160);
            let count = 0;
            for (let y = 5; y < 160; y += 10)
                for (let x = 5; x < 160; x += 10) count += data[4 * (160 * y + x) + 3] > 0;
            return count;
        }"""
    )
    return count


def test_attributions_add_up_to_the_output(visitor: Page) -> None:
    equation = visitor.get_by_test_id("equation")
    expect(equation).to_contain_text("Output 3: on blank paper its sum is ")
    paper, ink, total, shares = numbers(visitor)
    assert paper + shares == pytest.approx(total, abs=0.02)
    assert ink == abs(shares)
    assert 20 < painted(visitor, "why-input") < 200  # only on the ink


@pytest.mark.parametrize("how", ["the button in the panel", "the output itself"])
def test_every_output_can_be_explained(visitor: Page, how: str) -> None:
    before = numbers(visitor)
    if how == "the output itself":
        visitor.get_by_test_id("prob-8").get_by_role("button").click()
    else:
        visitor.get_by_test_id("why-8").click()
    expect(visitor.get_by_test_id("equation")).to_contain_text("Output 8: ")
    expect(visitor.get_by_test_id("why-8")).to_have_attribute("aria-pressed", "true")
    expect(visitor.get_by_test_id("why-3")).to_have_attribute("aria-pressed", "false")
    assert numbers(visitor) != before


def test_layers_show_attributions_and_then_activations_again(visitor: Page) -> None:
    scale, colours = visitor.locator("[data-layer-scale=h2]"), visitor.get_by_test_id("colours")
    open_panel(visitor, "unit")  # drops attributions of the drawing's earlier states
    expect(colours).to_have_text("")
    activations = scale.text_content() or ""
    open_panel(visitor, "attribution")
    expect(colours).to_contain_text("shares")
    expect(scale).not_to_have_text(activations)
    shares = scale.text_content() or ""
    open_panel(visitor, "unit")
    expect(scale).to_have_text(activations)
    open_panel(visitor, "attribution")
    expect(scale).to_have_text(shares)


def test_occlusion_is_shown_for_each_place(visitor: Page) -> None:
    expect(visitor.get_by_test_id("turn-note")).to_have_text(FOUND, timeout=SEARCH)
    assert painted(visitor, "why-paper") > 60
    assert painted(visitor, "why-ink") > 120


def test_the_smallest_counterfactual_stroke_changes_the_answer_to_the_second_best(visitor: Page) -> None:
    visitor.get_by_test_id("model").select_option("zip-1989")  # its displayed outputs differ
    expect(visitor.get_by_test_id("turn-note")).to_have_text("Looking …", timeout=SEARCH)
    expect(visitor.get_by_test_id("turn-note")).to_have_text(FOUND, timeout=SEARCH)
    shown = scores(visitor)
    wanted = str(sorted(range(10), key=shown.__getitem__)[-2])
    assert (visitor.get_by_test_id("turn-to").text_content() or "").endswith(f" {wanted}")
    visitor.get_by_test_id("take").click()
    expect(visitor.locator(".answer output")).to_contain_text(
        wanted
    )  # the answer, or the guess beside its "?"
    visitor.get_by_test_id("undo").click()
    expect_answer(visitor, "3")


def test_another_digit_can_be_chosen_for_the_counterfactual(visitor: Page) -> None:
    visitor.get_by_test_id("why-8").click()
    expect(visitor.get_by_test_id("turn-to")).to_have_text("an 8", timeout=SEARCH)
    expect(visitor.get_by_test_id("turn-note")).not_to_have_text("Looking …", timeout=SEARCH)


def test_a_blank_pad_has_no_attribution(visitor: Page) -> None:
    visitor.get_by_test_id("clear").click()
    expect(visitor.get_by_test_id("equation")).to_have_text("Nothing is drawn.")
    expect(visitor.get_by_test_id("take")).to_be_disabled()
    assert painted(visitor, "why-input") == painted(visitor, "turned") == 0
