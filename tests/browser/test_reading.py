"""Drawing and reading."""

import itertools

import pytest
from playwright.sync_api import Browser, Page, expect

from tools.browser.digits import DIGITS
from tools.browser.visitor import (
    count_answers,
    draw,
    draw_stroke,
    draw_until_read,
    expect_answer,
    open_ready,
    place,
    scores,
    wait_for_last_answer,
)


@pytest.mark.parametrize("digit", range(10))
def test_reads_the_ten_digits_drawn_with_the_mouse(reader: Page, digit: int) -> None:
    draw(reader, digit)
    wait_for_last_answer(reader)
    expect_answer(reader, str(digit))
    found = scores(reader)
    assert found.index(max(found)) == digit
    assert all(0 <= score <= 1 for score in found)


def test_every_network_reads(reader: Page) -> None:
    draw(reader, 5)
    wait_for_last_answer(reader)
    names = [option.get_attribute("value") for option in reader.locator("option").all()]
    assert len(names) >= 2
    seen, kernels = set(), set()
    for name in names:
        before = count_answers(reader)
        reader.get_by_test_id("model").select_option(name)
        reader.wait_for_selector(f'html:not([data-answers="{before}"])', state="attached")
        expect_answer(reader, "5")
        assert reader.evaluate("window.lecun1989.model") == name
        seen.add(tuple(scores(reader)))
        kernels.add(reader.get_by_test_id("kernels").inner_html())
    assert len(seen) == len(kernels) == len(names)


def test_answers_while_the_pen_is_down(reader: Page) -> None:
    draw_stroke(reader, DIGITS[2][0], lift=False)
    expect_answer(reader, "2")
    reader.mouse.up()
    expect_answer(reader, "2")


def test_undo_takes_back_stroke_by_stroke(reader: Page) -> None:
    draw_until_read(reader, 4)
    whole = scores(reader)
    reader.get_by_test_id("undo").click()
    wait_for_last_answer(reader)
    assert scores(reader) != pytest.approx(whole, abs=0.01)
    reader.keyboard.press("Control+z")
    expect_answer(reader, "?")
    assert scores(reader) == [0] * 10
    draw_until_read(reader, 4)
    assert scores(reader) == pytest.approx(whole, abs=1e-5)


def test_clear_empties_the_pad(reader: Page) -> None:
    draw(reader, 8)
    expect_answer(reader, "8")
    assert _marked_pixels(reader, "pad") > 0
    assert _marked_pixels(reader, "cnn-input") > 0
    reader.get_by_test_id("clear").click()
    expect_answer(reader, "?")
    assert scores(reader) == [0] * 10
    assert _marked_pixels(reader, "pad") == _marked_pixels(reader, "cnn-input") == 0


def test_a_tap_makes_a_dot(reader: Page) -> None:
    draw_stroke(reader, [(140, 140)])
    expect(reader.get_by_test_id("prediction")).not_to_have_text("?")
    assert _marked_pixels(reader, "pad") > 0


def test_a_small_digit_in_a_corner_reads_like_a_large_one(reader: Page) -> None:
    for stroke in DIGITS[3]:
        draw_stroke(reader, [(150 + x / 2.5, 150 + y / 2.5) for x, y in stroke])
    expect_answer(reader, "3")


def test_resizing_keeps_drawing_and_answer(reader: Page) -> None:
    draw(reader, 6)
    expect_answer(reader, "6")
    before = reader.viewport_size
    reader.set_viewport_size({"width": 400, "height": 800})
    side = reader.evaluate("document.querySelector('[data-testid=pad]').clientWidth")
    reader.wait_for_function(
        "async (side) => document.querySelector('[data-testid=pad]').width === side", arg=side
    )
    assert _marked_pixels(reader, "pad") > 0
    reader.set_viewport_size(before or {"width": 1280, "height": 720})
    expect_answer(reader, "6")


def test_touch_draws_and_a_second_finger_does_not(browser: Browser, site_url: str) -> None:
    context = browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    try:
        page = context.new_page()
        open_ready(page, site_url)
        session = context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

        path = [place(page, *point) for point in DIGITS[7][0]]
        touch("touchStart", path[0])
        other = place(page, 40, 260)
        touch("touchStart", path[0], other)
        for (ax, ay), (bx, by) in itertools.pairwise(path):
            for step in (0.25, 0.5, 0.75, 1):
                touch("touchMove", (ax + step * (bx - ax), ay + step * (by - ay)), other)
        touch("touchEnd")
        expect_answer(page, "7")
        assert page.evaluate("scrollY") == 0
    finally:
        context.close()


def _marked_pixels(page: Page, hook: str) -> int:
    count: int = page.evaluate(
        """hook => {
            const canvas = document.querySelector(`[data-testid=${hook}]`);
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return data.filter((value, at) => at % 4 === 3 && value > 0).length;
        }""",
        hook,
    )
    return count
