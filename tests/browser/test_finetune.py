"""The panel "Teach it": fine-tuning in the page, kept for later visits, reset, and exported."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lecun1989 import load
from tests.browser.axe import expect_no_fault, visit_with_axe
from tests.browser.visit import visit
from tests.command import run
from tools.browser.visitor import (
    draw,
    draw_until_read,
    expect_answer,
    open_panel,
    open_ready,
    scores,
    wait_for_last_answer,
)

STORED = "localStorage.getItem('lecun1989 taught')"


@pytest.fixture
def visitor(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url) as page:
        yield page


def teach_seven_as_four(page: Page) -> None:
    draw_until_read(page, 7)
    open_panel(page, "finetune")
    page.get_by_test_id("teach-4").click()
    expect_answer(page, "4")
    wait_for_last_answer(page)


def kernels(page: Page) -> str:
    return str(page.get_by_test_id("kernels").inner_html())


def test_fine_tuning_learns_the_label_and_reset_forgets_it(visitor: Page) -> None:
    expect(visitor.get_by_test_id("teach-4")).to_be_disabled()
    draw_until_read(visitor, 7)
    before, painted = scores(visitor), kernels(visitor)
    open_panel(visitor, "finetune")
    visitor.get_by_test_id("teach-4").click()
    expect_answer(visitor, "4")
    wait_for_last_answer(visitor)
    result = visitor.get_by_test_id("teach-result")
    expect(result).to_contain_text("Learned after ")
    expect(result).to_contain_text(f"was {before[4]:.2f} and is ")
    told = float((result.text_content() or "").split(" and is ")[1].split(". ")[0])
    assert told == pytest.approx(scores(visitor)[4], abs=0.02)  # examples are stored with 256 grey levels
    expect(visitor.get_by_test_id("taught")).to_have_text("Taught 1 digit, kept on this device.")
    assert visitor.locator(".changes .row svg").count() == 12
    assert visitor.locator(".changes .row rect:not([fill-opacity='0'])").count() > 100
    visitor.get_by_test_id("forget").click()
    expect_answer(visitor, "7")
    wait_for_last_answer(visitor)
    assert scores(visitor) == before
    assert kernels(visitor) == painted
    expect(visitor.get_by_test_id("taught")).to_be_hidden()
    assert json.loads(visitor.evaluate(STORED))["networks"] == {}


def test_only_the_fine_tuned_network_changes(visitor: Page) -> None:
    teach_seven_as_four(visitor)
    visitor.get_by_test_id("model").select_option("zip-modern")
    expect_answer(visitor, "7")
    expect(visitor.get_by_test_id("taught")).to_be_hidden()
    visitor.get_by_test_id("model").select_option("reader")
    expect_answer(visitor, "4")
    expect(visitor.get_by_test_id("taught")).to_be_visible()


def test_the_next_visit_repeats_the_fine_tuning_and_ignores_invalid_data(
    context: BrowserContext, site_url: str
) -> None:
    page = context.new_page()
    open_ready(page, site_url)
    teach_seven_as_four(page)
    taught = scores(page)
    later = context.new_page()
    open_ready(later, site_url)
    open_panel(later, "finetune")
    expect(later.get_by_test_id("taught")).to_be_visible()
    draw(later, 7)
    expect_answer(later, "4")
    wait_for_last_answer(later)
    assert scores(later) == pytest.approx(taught, abs=1e-4)
    later.evaluate(
        """localStorage.setItem('lecun1989 taught', '{"version":1,"networks":{"reader":[[4,"AAAA"]]}}')"""
    )
    broken = context.new_page()
    open_ready(broken, site_url)
    draw(broken, 7)
    expect_answer(broken, "7")
    expect(broken.get_by_test_id("taught")).to_be_hidden()


def test_without_storage_it_says_how_long_the_digit_is_kept(visitor: Page) -> None:
    visitor.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    teach_seven_as_four(visitor)
    expect(visitor.get_by_test_id("taught")).to_have_text("Taught 1 digit, kept until you close the page.")


def test_the_export_is_a_weights_file_of_the_fine_tuned_network(visitor: Page, tmp_path: Path) -> None:
    teach_seven_as_four(visitor)
    with visitor.expect_download() as started:
        visitor.get_by_test_id("export").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == "reader-taught.json"
    network = load(path)
    assert network.card.provenance["taught"]["digits"] == [4]
    assert network.card.reject is None
    picture = tmp_path / "seven.png"
    visitor.get_by_test_id("pad").screenshot(path=picture)
    assert network.read(picture).digit == 4
    told = run("predict", path, picture)
    assert told.exit_code == 0, told.output
    assert "seven.png: 4 (score" in told.output


def test_is_accessible_after_fine_tuning(browser: Browser, site_url: str) -> None:
    with visit_with_axe(browser, site_url) as page:
        teach_seven_as_four(page)
        expect_no_fault(page, ".bench", ".panels")
