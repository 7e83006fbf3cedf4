"""The page when the network refuses to answer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tools.browser.digits import Stroke
from tools.browser.visitor import draw, draw_stroke, expect_answer, scores, wait_for_last_answer

TWO_BARS: list[Stroke] = [[(100, 40), (100, 240)], [(180, 40), (180, 240)]]  # not a digit


@pytest.fixture
def doubter(reader: Page) -> Page:
    """The shared page with an empty pad and a network that refuses two bars."""
    reader.get_by_test_id("model").select_option("zip-1989")
    return reader


def test_a_doubtful_drawing_gets_a_question_mark_and_the_best_guess(doubter: Page) -> None:
    for stroke in TWO_BARS:
        draw_stroke(doubter, stroke)
    wait_for_last_answer(doubter)
    expect_answer(doubter, "?")
    found = scores(doubter)
    best = found.index(max(found))
    expect(doubter.get_by_test_id("guess")).to_have_text(f"perhaps {'an' if best == 8 else 'a'} {best}")
    expect(doubter.get_by_text("left to a person")).to_be_visible()
    said = doubter.locator("output[aria-live=polite][aria-atomic=true]")
    assert re.fullmatch(r"\?\s+perhaps an? \d\s+Too close to call.*person\.\s*", said.inner_text(), re.DOTALL)


def test_the_api_says_that_a_guess_is_one(doubter: Page) -> None:
    answer = doubter.evaluate(
        """bars => {
            const canvas = document.createElement("canvas");
            canvas.width = canvas.height = 280;
            const context = canvas.getContext("2d");
            context.lineWidth = 20;
            context.lineCap = "round";
            for (const [from, to] of bars) {
                context.moveTo(...from);
                context.lineTo(...to);
            }
            context.stroke();
            return window.lecun1989.read(context.getImageData(0, 0, 280, 280));
        }""",
        TWO_BARS,
    )
    assert set(answer) == {"digit", "outputs", "rejected", "ms"}
    assert answer["rejected"] is True
    assert answer["digit"] == answer["outputs"].index(max(answer["outputs"]))


def test_neither_a_blank_pad_nor_a_clear_digit_gets_a_guess(doubter: Page) -> None:
    guess = doubter.get_by_test_id("guess")
    expect_answer(doubter, "?")
    expect(guess).to_be_hidden()
    draw(doubter, 3)
    expect_answer(doubter, "3")
    expect(guess).to_be_hidden()
    doubter.get_by_test_id("clear").click()
    for stroke in TWO_BARS:
        draw_stroke(doubter, stroke)
    expect(guess).to_be_visible()
    doubter.get_by_test_id("clear").click()
    expect(guess).to_be_hidden()
    expect(guess).to_have_text("")


def test_a_guess_does_not_shift_the_layout(doubter: Page) -> None:
    before = doubter.viewport_size
    for width, height in ((390, 844), (1440, 900)):
        doubter.set_viewport_size({"width": width, "height": height})
        blank = _places(doubter)
        for stroke in TWO_BARS:
            draw_stroke(doubter, stroke)
        expect(doubter.get_by_test_id("guess")).to_be_visible()
        assert _places(doubter) == blank
        beside = doubter.locator(".beside").bounding_box()
        room = doubter.locator(".answer output").bounding_box()
        assert beside
        assert room
        assert beside["x"] + beside["width"] <= room["x"] + room["width"]
        assert beside["height"] <= room["height"]
        doubter.get_by_test_id("clear").click()
    doubter.set_viewport_size(before or {"width": 1280, "height": 720})


def _places(page: Page) -> list[object]:
    hooks = ("pad", "cnn-input", "prediction", "prob-0", "model", "kernels")
    return [page.get_by_test_id(hook).bounding_box() for hook in hooks]
