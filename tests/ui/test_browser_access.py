"""The page for those who use a keyboard, a screen reader, or need contrast: axe, and the Tab key."""

from pathlib import Path

import axe_playwright_python
import pytest
from faint_borders import FAINT
from opened import COARSE, opened_page
from playwright.sync_api import expect
from served import view

from usseg.ui.texts import page as texts

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIOLATIONS = """async () => (await axe.run(document, {
    runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
    resultTypes: ['violations'],
  })).violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 120)}`))"""
# Elements that a visitor can act on, one of each group of radios, as the Tab key should meet them.
CONTROLS = """() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const radio = (one) => one.type === 'radio' && !one.checked;
  window.controls = [...document.querySelectorAll(all)].filter((one) => one.tabIndex >= 0
    && !one.disabled && !radio(one) && one.checkVisibility({visibilityProperty: true}));
  return window.controls.map((one) => one.outerHTML.slice(0, 120));
}"""
FOCUSED = """() => {
  const now = document.activeElement;
  const style = getComputedStyle(now);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return [window.controls.indexOf(now), outlined];
}"""


# Leaving the editor costs a processor without a graphics card longer than all other views.
EDITOR_LAST = sorted(texts.TABS, key="Correct".__eq__)


@pytest.fixture
def page(request, browser, server):
    """The page at a width, light or dark, with its first example segmented."""
    width, theme = request.param
    url = f"{server.url}/?__theme={theme}"
    with opened_page(browser, url, (width, 900), COARSE) as page:
        expect(page.locator("#table")).to_contain_text("Dice")
        expect(page.locator("[data-testid=status-tracker]:not(.hide)")).to_have_count(0)
        yield page


@pytest.mark.parametrize(
    "page", [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")], indirect=True, ids=str
)
def test_axe_finds_nothing_against_wcag_a_and_aa_on_any_tab(page):
    page.evaluate(AXE)
    found = {}
    for name in EDITOR_LAST:
        view(page, name)
        page.wait_for_timeout(300)
        found[name] = page.evaluate(VIOLATIONS) + page.evaluate(FAINT)
    assert {name: broken for name, broken in found.items() if broken} == {}


@pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)
def test_whatever_has_a_label_has_a_role_though_axe_asks_it_of_the_empty_alone(page):
    for name in EDITOR_LAST:
        view(page, name)
        expect(page.locator("div[aria-label]:not([role])")).to_have_count(0)
    expect(page.locator("#editor [role=group]")).to_be_visible()


@pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)
def test_axe_would_see_a_broken_page(page):
    page.evaluate(AXE)
    page.evaluate("document.querySelector('#notice p').style.color = '#ddd'")
    assert any(one.startswith("color-contrast") for one in page.evaluate(VIOLATIONS))
    assert page.evaluate(FAINT) == []
    page.evaluate(
        "document.querySelector('input[type=checkbox]:not(:checked)').style.borderColor = '#ddd'"
    )
    assert len(page.evaluate(FAINT)) == 1


@pytest.mark.parametrize("page", [(1280, "light"), (390, "dark")], indirect=True, ids=str)
def test_the_tab_key_reaches_every_control_of_the_first_view_in_order_and_shows_where_it_is(page):
    controls = page.evaluate(CONTROLS)
    page.evaluate("document.activeElement.blur()")
    met, unseen = [], []
    for _ in range(2 * len(controls)):  # what comes late lies on the way, too
        page.keyboard.press("Tab")
        place, outlined = page.evaluate(FOCUSED)
        if place < 0:
            continue
        met.append(place)
        if not outlined:
            unseen.append(controls[place])
    assert [controls[place] for place in range(len(controls)) if place not in met] == []
    first_round = list(dict.fromkeys(met))
    assert first_round == sorted(first_round)
    assert unseen == []
