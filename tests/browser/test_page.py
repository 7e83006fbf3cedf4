"""The page for programs and assistive technology."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.axe import expect_no_fault, visit_with_axe
from tests.paths import ROOT
from tools.browser.visitor import count_answers, draw, expect_answer


def test_the_api_names_the_networks(reader: Page) -> None:
    about = reader.evaluate(
        """async () => {
            const { ready, model, models, version, use } = window.lecun1989;
            await ready;
            return { model, models, version, use: typeof use };
        }"""
    )
    published = sorted(path.stem for path in (ROOT / "weights").glob("*.json") if path.stem != "results")
    assert sorted(about["models"]) == published
    assert about["model"] == about["models"][0]
    assert about["use"] == "function"
    assert about["version"] == reader.locator("footer").inner_text().split()[1].rstrip(".")


def test_the_api_answers_with_numbers(reader: Page) -> None:
    before = count_answers(reader)
    answer = _evaluate(
        reader,
        """window.lecun1989.predict(Float32Array.from({ length: 256 }, (_, at) =>
            at >= 16 && at < 240 && (at % 16 === 7 || at % 16 === 8) ? 1 : -1))""",
    )
    assert answer["digit"] == 1
    assert set(answer) == {"digit", "outputs", "rejected", "ms"}
    assert len(answer["outputs"]) == 10
    assert answer["ms"] > 0
    assert answer["rejected"] is False
    blank = _evaluate(reader, "window.lecun1989.read(new ImageData(40, 30))")
    assert blank["digit"] is None
    assert blank["rejected"] is True
    assert count_answers(reader) == before  # nothing was shown


def test_the_api_refuses_bad_input_in_a_sentence(reader: Page) -> None:
    refusal = reader.evaluate("window.lecun1989.predict(new Float32Array(3)).catch(error => error.message)")
    assert refusal == "read: got 3 values for a drawing of 16x16; give 256"
    unknown = reader.evaluate(
        "(() => { try { window.lecun1989.use('x') } catch (error) { return error.message } })()"
    )
    assert unknown.startswith("no network is named x; there are ")
    draw(reader, 1)
    expect_answer(reader, "1")


def test_can_be_used_with_the_keyboard(reader: Page) -> None:
    reader.get_by_test_id("undo").focus()
    focused = """() => {
        const { dataset, id, role, textContent } = document.activeElement;
        return dataset.testid ?? (id || role || textContent.trim());
    }"""
    tools = ("redo", "erase", "clear", "share", "pen", "photo")
    layers = ("gridcell", "layer-h1", "layer-h2", "layer-h3", *map(str, range(10)))
    for name in (*tools, *layers, "model"):
        reader.keyboard.press("Tab")
        assert reader.evaluate(focused) == name
    reader.keyboard.press("ArrowDown")
    assert reader.evaluate("window.lecun1989.model") == reader.evaluate("window.lecun1989.models[1]")


def test_has_no_accessibility_fault(browser: Browser, site_url: str) -> None:
    with visit_with_axe(browser, site_url) as page:
        expect_no_fault(page)
        draw(page, 3)
        expect_answer(page, "3")
        expect_no_fault(page, ".bench", ".panels")


def test_the_404_page_needs_no_other_file(page: Page, dist: Path, site_url: str) -> None:
    text = (dist / "404.html").read_text("utf-8")
    assert "src=" not in text
    assert "<link" not in text
    response = page.request.get(site_url + "no/such/page")
    assert response.status == 404
    assert "No such page" in response.text()


def _evaluate(page: Page, expression: str) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(expression)
    return found
