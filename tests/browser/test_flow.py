"""The flow through the network: all layers follow the drawing, and the selected unit is explained."""

import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from lecun1989_site.page.example import read_example
from tests.browser.visit import visit
from tests.lecun1989.networks import published
from tools.browser.visitor import (
    draw,
    draw_until_read,
    expect_answer,
    open_panel,
    wait_for_last_answer,
)

LAYERS = {"h1": (12, 8, 8), "h2": (12, 4, 4), "h3": (1, 6, 5)}
STRENGTHS = """canvases => canvases.map(canvas => {
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    return Array.from({ length: (canvas.width * canvas.height) / 100 }, (_, at) => {
        const columns = canvas.width / 10;
        const [x, y] = [10 * (at % columns) + 5, 10 * Math.floor(at / columns) + 5];
        return data[4 * (y * canvas.width + x) + 3] / 255;
    });
})"""


COLOURS = """canvases => canvases.map(canvas => {
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const columns = canvas.width / 10;
    return Array.from({ length: columns * (canvas.height / 10) }, (_, at) => {
        const [x, y] = [10 * (at % columns) + 5, 10 * Math.floor(at / columns) + 5];
        return [...data.slice(4 * (y * canvas.width + x), 4 * (y * canvas.width + x) + 3)];
    });
})"""


def strengths(page: Page, layer: str) -> np.ndarray:
    """Return each unit's opacity, 0 to 1."""
    found = page.locator(f"[data-testid=layer-{layer}] canvas").evaluate_all(STRENGTHS)
    return np.array(found).reshape(LAYERS[layer])


def numbers(text: str) -> list[float]:
    found = re.findall(r"([−+]?) ?(\d+\.\d\d)", text)
    return [-float(value) if sign == "−" else float(value) for sign, value in found]


def test_before_anything_is_drawn_it_shows_the_example(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url) as page:
        expect(page.locator("[data-testid=layer-h1] .example").first).to_be_hidden()
        page.wait_for_timeout(500)
        for layer in LAYERS:
            assert strengths(page, layer).max() == pytest.approx(1, abs=0.01)
        explained = page.locator(".arithmetic").text_content()
        page.reload()
        assert page.locator(".arithmetic").text_content() == explained  # from the HTML, before Python runs
        page.wait_for_selector("html[data-engine=ready]", state="attached")
        canvas = page.get_by_test_id("layer-h1").locator("canvas").first
        box = canvas.bounding_box()
        assert box
        canvas.click(position={"x": box["width"] * 1.5 / 8, "y": box["height"] * 2.5 / 8})
        expect(page.locator(".arithmetic")).to_contain_text("H1, map 1, row 3, column 2. 25 inputs")


def test_without_scripts_it_shows_the_example(browser: Browser, site_url: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(site_url)
        for layer, (maps, _, _) in LAYERS.items():
            assert page.locator(f"[data-testid=layer-{layer}] svg:visible").count() == maps
        for shown in ("cnn-input", "kernels", "inspector", "prob-3"):
            expect(page.get_by_test_id(shown)).to_be_visible()
        expect(page.locator(".arithmetic")).to_contain_text("25 inputs times 25 weights")
        assert page.locator(".sources svg:visible").count() == 3
        for kind, colour in (("positive", "accent"), ("negative", "negative")):
            cell = page.get_by_test_id("kernels").locator(f"rect.{kind}").first
            assert cell.evaluate("cell => getComputedStyle(cell).fill") == f"rgb{tuple(rgb(page, colour))}"
        for absent in ("undo", "pen", "why", "bend", "teach", "pass"):  # they need scripts
            expect(page.get_by_test_id(absent)).to_be_hidden()


@pytest.mark.parametrize("network", ["reader", "zip-1989"])
def test_all_layers_follow_the_drawing(reader: Page, network: str) -> None:
    reader.get_by_test_id("model").select_option(network)
    draw(reader, 7)
    wait_for_last_answer(reader)
    before = {layer: strengths(reader, layer) for layer in LAYERS}
    for layer, strength in before.items():
        assert strength.max() == pytest.approx(1, abs=0.01), layer
    reader.get_by_test_id("clear").click()
    for layer in LAYERS:
        expect(reader.get_by_test_id("prediction")).to_have_text("?")
        assert strengths(reader, layer).max() == 0
    draw(reader, 2)
    wait_for_last_answer(reader)
    for layer in LAYERS:
        assert not np.allclose(strengths(reader, layer), before[layer], atol=0.02), layer


def rgb(page: Page, name: str) -> list[int]:
    """Return a colour from the style sheet."""
    text = page.evaluate(f"getComputedStyle(document.documentElement).getPropertyValue('--{name}')")
    return [int(text[at : at + 2], 16) for at in (1, 3, 5)]


def test_positive_units_are_red_and_negative_ones_blue(browser: Browser, site_url: str) -> None:
    network = "zip-1989"  # its units can be positive and negative
    with visit(browser, f"{site_url}?network={network}") as page:
        expect_answer(page, "3")  # the example
        wait_for_last_answer(page)
        accent, negative = rgb(page, "accent"), rgb(page, "negative")
        assert accent[0] > accent[2]
        assert negative[2] > negative[0]
        activations = read_example(published(network)).activations
        for layer, shape in LAYERS.items():
            canvases = page.locator(f"[data-testid=layer-{layer}] canvas")
            colours = np.array(canvases.evaluate_all(COLOURS)).reshape(*shape, 3)
            values = getattr(activations, layer).reshape(shape)
            strong = np.abs(values) > 0.5 * np.abs(values).max()
            for sign, expected in ((1, accent), (-1, negative)):
                found = colours[strong & (np.sign(values) == sign)]
                assert len(found) > 0, layer
                np.testing.assert_allclose(found, np.tile(expected, (len(found), 1)), atol=3)


@pytest.mark.parametrize(
    ("layer", "at", "title", "sources"),
    [
        ("h1", (2, 3, 5), "H1, map 3, row 4, column 6", 1),
        ("h2", (11, 1, 2), "H2, map 12, row 2, column 3", 8),
        ("h3", (0, 3, 4), "H3, unit 20", 12),
    ],
)
def test_a_unit_shows_arithmetic_that_adds_up(
    reader: Page, layer: str, at: tuple[int, int, int], title: str, sources: int
) -> None:
    draw_until_read(reader, 7)
    number, row, column = at
    _, rows, columns = LAYERS[layer]
    canvas = reader.locator(f"[data-testid=layer-{layer}] canvas").nth(number)
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box
    reader.mouse.move(
        box["x"] + box["width"] * (column + 0.5) / columns, box["y"] + box["height"] * (row + 0.5) / rows
    )
    arithmetic = reader.locator(".arithmetic")
    expect(arithmetic).to_contain_text(f"{title}. ")
    assert reader.locator(".sources figure").count() == sources
    text = arithmetic.text_content() or ""
    *parts, total = numbers(text.split(" weights: ")[1].split(". It gives")[0])
    assert sum(parts) == pytest.approx(total, abs=0.005 * (len(parts) + 1))
    field = reader.locator(".field rect")
    if layer == "h1":
        assert [field.get_attribute(side) for side in ("x", "y", "width", "height")] == ["8", "4", "5", "5"]
    expect(field).to_be_visible()


def test_an_output_shows_its_arithmetic(reader: Page) -> None:
    draw_until_read(reader, 7)
    reader.get_by_test_id("prob-7").get_by_role("button").click()
    arithmetic = reader.locator(".arithmetic")
    expect(arithmetic).to_contain_text("Output 7. 30 inputs times 30 weights: ")
    expect(arithmetic).to_contain_text("its share of exp(")


def framed(page: Page, layer: str) -> list[bool]:
    """Return for each map of a layer whether it has a frame, in the colour of ink."""
    found: list[bool] = page.locator(f"[data-testid=layer-{layer}] canvas").evaluate_all(
        """canvases => canvases.map(canvas => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            for (let at = 0; at < data.length; at += 4)
                if (data[at + 3] > 250 && data[at] < 60 && data[at + 1] < 60 && data[at + 2] < 60) return true;
            return false;
        })"""
    )
    return found


def test_what_a_unit_reads_is_framed_on_the_maps_below(reader: Page) -> None:
    draw(reader, 7)
    wait_for_last_answer(reader)
    reader.get_by_test_id("layer-h2").locator("canvas").nth(4).click()
    expect(reader.locator(".arithmetic")).to_contain_text("H2, map 5, ")
    titles = reader.locator(".sources figcaption").all_text_contents()
    read = [int(title.removeprefix("H1, map ")) for title in titles]
    assert [number for number, is_framed in enumerate(framed(reader, "h1"), 1) if is_framed] == read
    assert len(read) == 8
    assert framed(reader, "h2") == [number == 4 for number in range(12)]
    reader.get_by_test_id("layer-h1").locator("canvas").nth(2).click()
    expect(reader.locator(".arithmetic")).to_contain_text("H1, map 3, ")
    assert reader.locator("[data-testid=kernels] svg").evaluate_all(
        "kernels => kernels.map(kernel => kernel.classList.contains('used'))"
    ) == [number == 2 for number in range(12)]


def test_arrow_keys_select_units(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url) as page:
        arithmetic = page.locator(".arithmetic")
        page.get_by_test_id("layer-h2").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        expect(arithmetic).to_contain_text("H2, map 1, row 2, column 2")
        layer = page.get_by_test_id("layer-h2")
        expect(layer).to_have_attribute("aria-valuenow", "6")
        expect(layer).to_have_attribute(
            "aria-valuetext", re.compile(r"^H2, map 1, row 2, column 2: -?\d+\.\d\d$")
        )
        page.keyboard.press("PageDown")
        expect(arithmetic).to_contain_text("H2, map 2, row 2, column 2")
        page.keyboard.press("PageUp")
        page.keyboard.press("PageUp")
        page.keyboard.press("ArrowLeft")
        expect(arithmetic).to_contain_text("H2, map 1, row 1, column 1")


def test_a_panel_draws_the_example_and_the_first_stroke_removes_it(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url) as page:
        open_panel(page, "perturb")
        expect_answer(page, "3")
        expect(page.locator("[data-curve=rotation] polyline")).to_be_attached()
        draw(page, 7)
        expect_answer(page, "7")
        page.get_by_test_id("undo").click()
        expect_answer(page, "3")


def test_the_example_is_never_shown_as_the_answer(browser: Browser, site_url: str) -> None:
    with visit(browser, site_url) as page:
        page.get_by_test_id("layer-h1").press("ArrowDown")  # its arithmetic needs the example's reading
        expect(page.locator(".arithmetic")).to_contain_text("row 4")
        page.evaluate(
            """document.addEventListener("pointerdown", () => {
                window.atTouch = document.documentElement.dataset.answers;
            })"""
        )
        draw(page, 7)
        expect_answer(page, "7")
        assert page.evaluate("window.atTouch") == "0"
