"""Accessibility: keyboard, screen readers, large text, narrow screens, right-to-left, forced colours, print."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import faults, load_axe
from tests.browser.visit import lay_out, visit
from tools.browser.visitor import draw_until_read, open_panel

# The panels, and an element that each shows after it has its content.
PANELS = {
    "unit": ".sources figure:nth-child(12)",
    "attribution": "#turn-note:has-text('pixels of ink')",
    "perturb": "[data-curve=noise] polyline",
    "compare": "#reader-zip-1989 b:text('3')",
    "finetune": "#teach-4:enabled",
}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def visited(browser: Browser, site_url: str) -> Iterator[Page]:
    with visit(browser, site_url, bypass_csp=True, reduced_motion="reduce") as page:
        lay_out(page)
        draw_until_read(page, 3)
        yield page


def show_article(page: Page, is_shown: bool) -> None:
    page.evaluate("shown => { document.querySelector('article').hidden = !shown; }", is_shown)


def expect_no_overflow(page: Page) -> None:
    for panel in PANELS:
        open_panel(page, panel)
        assert page.evaluate(OVERFLOW) == 0, panel
    open_panel(page, "unit")


def test_everything_can_be_reached_with_the_keyboard(visited: Page) -> None:
    visited.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    reached: list[str] = []
    for panel in PANELS:
        open_panel(visited, panel)
        visited.evaluate("document.querySelector('.skip').focus()")
        for _ in range(400):
            visited.keyboard.press("Tab")
            place = visited.evaluate(
                """() => {
                    const element = document.activeElement;
                    element.dataset.reached = "";
                    return element.closest("footer") ? "footer" : element.tagName;
                }"""
            )
            if place == "footer":
                break
            reached.append(place)
        else:
            pytest.fail("the end of the page is not reached")
        missed = visited.evaluate(
            """[...document.querySelectorAll("button, a[href], input, select, summary, [tabindex='0']")]
                .filter(element => element.checkVisibility({ visibilityProperty: true })
                    && !element.disabled && element.tabIndex >= 0 && !element.closest("footer, .skip")
                    && element.dataset.reached === undefined)
                .map(element => element.outerHTML)"""
        )
        assert missed == []
    assert len(reached) > 200
    open_panel(visited, "unit")


def test_arrow_keys_move_between_tabs(visited: Page) -> None:
    visited.locator("#tab-unit").focus()
    for panel in (*list(PANELS)[1:], "unit"):
        visited.keyboard.press("ArrowRight")
        expect(visited.locator(f"#tab-{panel}")).to_be_focused()
        expect(visited.locator(f"#panel-{panel}")).to_be_visible()
        assert visited.locator("[role=tabpanel]:visible").count() == 1
    visited.keyboard.press("End")
    expect(visited.locator("#panel-finetune")).to_be_visible()
    visited.keyboard.press("Home")
    expect(visited.locator("#panel-unit")).to_be_visible()


def test_text_order_makes_sense(visited: Page) -> None:
    text = visited.locator("body").aria_snapshot()
    order = [
        'link "Skip to the article"',
        'heading "Reading zip codes like it is 1989" [level=1]',
        'region "Draw a digit and follow it through the network"',
        'img "Drawing pad: draw a digit',
        'button "Undo"',
        'slider "Pen"',
        'img "The drawing as the network sees it, 16 by 16 pixels"',
        'grid "The input’s 256 squares.',
        'img "Twelve learned 5 by 5 kernels of layer H1"',
        'slider "Units of layer H1, 12 maps of 8 by 8"',
        'slider "Units of layer H2, 12 maps of 4 by 4"',
        'slider "Units of layer H3"',
        'list "Output ten units"',
        'button "3: how it comes about"',
        'heading "It reads" [level=2]',
        "status:",
        'combobox "Network"',
        'region "Or take one of these',
        'button "Draw a slashed zero"',
        'tab "One unit" [selected]',
        'tabpanel "One unit"',
        'heading "A whole zip code" [level=2]',
        'heading "About this paper" [level=2]',
        'heading "How this demo works" [level=2]',
        "contentinfo",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)


def test_answers_are_announced_once_and_politely(visited: Page) -> None:
    said = visited.locator(".answer output")
    expect(said).to_have_attribute("aria-live", "polite")
    expect(said).to_have_attribute("aria-atomic", "true")
    changes = visited.evaluate(
        """async () => {
            let count = 0;
            new MutationObserver(records => { count += records.length; })
                .observe(document.querySelector(".answer output"), { childList: true, subtree: true });
            const pad = document.querySelector("[data-testid=pad]");
            const at = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1,
                isPrimary: true, button: 0, buttons: 1, bubbles: true }));
            const box = pad.getBoundingClientRect();
            for (const type of ["pointermove", "pointermove"]) at(type, box.x + 5, box.y + 5);
            await new Promise(done => setTimeout(done, 300));
            return count;
        }"""
    )
    assert changes == 0  # the same answer is not announced again


def test_nothing_is_wider_than_a_narrow_screen(visited: Page) -> None:
    visited.set_viewport_size({"width": 320, "height": 720})
    expect_no_overflow(visited)
    visited.set_viewport_size({"width": 1280, "height": 720})


@pytest.mark.parametrize("width", [390, 1280])
def test_text_can_be_twice_as_large(visited: Page, width: int) -> None:
    browser = visited.context.new_cdp_session(visited)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    visited.set_viewport_size({"width": width, "height": 720})
    assert visited.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 34
    expect_no_overflow(visited)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    visited.set_viewport_size({"width": 1280, "height": 720})


def test_right_to_left_text_does_not_break_the_layout(visited: Page) -> None:
    visited.evaluate("document.documentElement.dir = 'rtl'")
    for width in (390, 1440):
        visited.set_viewport_size({"width": width, "height": 900})
        expect_no_overflow(visited)
    visited.locator("#tab-unit").focus()
    visited.keyboard.press("ArrowLeft")
    expect(visited.locator("#tab-attribution")).to_be_focused()
    visited.evaluate("document.documentElement.dir = ''")
    open_panel(visited, "unit")


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_axe_finds_nothing_in_any_panel(visited: Page, width: int) -> None:
    load_axe(visited)
    visited.set_viewport_size({"width": width, "height": 900})
    visited.get_by_test_id("layer-h3").locator("canvas").click()  # a unit that reads twelve maps
    show_article(visited, False)  # test_page.py checks it; without it axe-core is faster
    for panel, filled in PANELS.items():
        open_panel(visited, panel)
        expect(visited.locator(filled)).to_be_attached(timeout=60_000)
        assert faults(visited, ".bench", ".panels") == [], panel
    open_panel(visited, "unit")
    show_article(visited, True)


def test_nothing_moves_with_reduced_motion(visited: Page) -> None:
    open_panel(visited, "attribution")
    open_panel(visited, "unit")
    assert visited.evaluate("document.getAnimations().length") == 0


def test_frames_and_choices_are_visible_in_forced_colours(visited: Page) -> None:
    visited.emulate_media(forced_colors="active")
    for frame in (".paper", ".pixels", ".map", ".column"):
        outline = visited.locator(frame).first.evaluate("element => getComputedStyle(element).outlineStyle")
        assert outline == "solid", frame
    chosen, other = (
        visited.locator(f"#tab-{name}").evaluate("element => getComputedStyle(element).backgroundColor")
        for name in ("unit", "attribution")
    )
    assert chosen != other
    visited.emulate_media(forced_colors="none")


def test_prints_a_clean_article(visited: Page) -> None:
    visited.emulate_media(media="print")
    for gone in ("undo", "pen", "model", "pass"):
        expect(visited.get_by_test_id(gone)).to_be_hidden()
    expect(visited.locator(".tabs")).to_be_hidden()
    for there in ("pad", "cnn-input", "kernels", "prediction"):
        expect(visited.get_by_test_id(there)).to_be_visible()
    expect(visited.locator("#architecture")).to_be_visible()
    assert visited.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert visited.pdf(format="A4").startswith(b"%PDF")
    visited.emulate_media(media="screen")


def test_the_metadata_for_search_engines_and_browsers_is_there(page: Page, site_url: str) -> None:
    response = page.goto(site_url)
    assert response
    assert response.status == 200
    assert page.locator("html").get_attribute("lang") == "en"
    assert 10 < len(page.title()) < 70
    description = page.locator("meta[name=description]").get_attribute("content") or ""
    assert 50 < len(description) < 170
    assert page.locator("meta[name=viewport]").count() == 1
    assert page.locator("h1").count() == 1
    assert page.locator("img:not([alt])").count() == 0
    assert page.evaluate("document.doctype.name") == "html"
    assert page.evaluate("document.characterSet") == "UTF-8"
    links = page.locator("a").evaluate_all("links => links.map(link => [link.href, link.textContent.trim()])")
    assert all(href and text for href, text in links)
    # Touch targets, except links in text, must be at least 24 pixels high (WCAG 2.2, 2.5.8).
    page.set_viewport_size({"width": 390, "height": 844})
    small = page.locator("button:visible, select:visible, input:visible, summary:visible").evaluate_all(
        """elements => elements.filter(element => element.getBoundingClientRect().height < 24)
            .map(element => element.outerHTML)"""
    )
    assert small == []
