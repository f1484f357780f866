"""The closer look as a visitor uses it: wipe, opacity, tissues on and off, numbers at a click."""

import io

import numpy as np
from PIL import Image
from playwright.sync_api import Page, expect
from test_browser_steps import click_at

NUMBERS = ("Area", "mm²", "Share of the field", "Mean thickness", "Mean confidence", "Row 34")
LINE = "#wipe [role=slider]"
# Whether the picture has come and the line stands in its middle.
STANDS = """(line) => {
  const box = document.querySelector('#wipe img').getBoundingClientRect();
  const place = document.querySelector(line).getBoundingClientRect();
  return box.width > 99 && Math.abs(place.x + place.width / 2 - box.x - box.width / 2) < 9; }"""


def drawn(page: Page, selector: str = "#tissues_picture img") -> np.ndarray:
    """The picture that is shown, as the server sent it: RGB."""
    source = page.locator(selector).last.get_attribute("src")
    content = page.request.get(source).body()
    return np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))


def wait_for_another(page: Page, before: str | None) -> None:
    expect(page.locator("#tissues_picture img")).not_to_have_attribute("src", before)


def source(page: Page) -> str | None:
    expect(page.locator("#tissues_picture img")).to_be_visible()
    return page.locator("#tissues_picture img").get_attribute("src")


def test_a_click_on_a_tissue_shows_its_numbers_and_one_on_background_says_so(segmented_page):
    page = segmented_page
    click_at(page, "#tissues_picture", 0.9, 0.5)  # the muscle of the first example
    asked = page.locator("#asked")
    expect(asked).to_contain_text("muscle")
    for term in NUMBERS:
        expect(asked).to_contain_text(term)
    share = page.locator("#table tr", has_text="muscle").locator("td").nth(1).inner_text()
    expect(asked).to_contain_text(share)
    before = source(page)
    page.locator("#examples .thumbnail-item").nth(6).click()  # the water bath
    wait_for_another(page, before)
    click_at(page, "#tissues_picture", 0.02, 0.5)
    expect(asked).to_contain_text("No tissue here")
    expect(asked).to_have_attribute("aria-live", "polite")
    page.locator("#ask input").click()
    page.get_by_role("option", name="fat").click()
    expect(asked).to_contain_text("fat")
    expect(asked).to_contain_text("Area")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_opacity_and_switches_change_the_picture_and_the_wipe_alike(segmented_page):
    page = segmented_page
    before = source(page)
    page.locator("#opacity input[type=number]").fill("0")
    page.locator("#opacity input[type=number]").press("Enter")
    wait_for_another(page, before)
    assert np.ptp(drawn(page), axis=-1).max() == 0, "without colours it is grey"
    before = source(page)
    page.get_by_label("outlines").focus()
    page.keyboard.press("Space")
    wait_for_another(page, before)
    assert 0 < (np.ptp(drawn(page), axis=-1) > 0).mean() < 0.2
    before = source(page)
    for name in ("skin", "fat", "muscle", "fascia"):
        page.locator("#shown").get_by_label(name).uncheck()
    wait_for_another(page, before)
    expect(page.locator("#wipe img").last).not_to_have_attribute("src", before)
    page.wait_for_timeout(1500)  # the last of four switches
    assert np.ptp(drawn(page), axis=-1).max() == 0
    assert np.array_equal(drawn(page), drawn(page, "#wipe img"))


def test_the_line_of_the_wipe_is_moved_by_keys_and_named(segmented_page):
    page = segmented_page
    line = page.locator(LINE)
    expect(line).to_have_attribute("aria-valuenow", "50")
    expect(line).to_have_attribute(
        "aria-label", "Line between image and tissues: arrow keys move it"
    )
    page.wait_for_function(STANDS, arg=LINE)
    where = line.bounding_box()["x"]
    line.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    width = page.locator("#wipe img").first.bounding_box()["width"]
    assert abs(line.bounding_box()["x"] - where - 0.2 * width) < 0.03 * width
    expect(line).to_have_attribute("aria-valuenow", "70")
    page.keyboard.press("Home")
    assert line.bounding_box()["x"] < where - 0.4 * width


def test_what_is_switched_off_stays_off_for_the_next_image(segmented_page):
    page = segmented_page
    before = source(page)
    page.locator("#shown").get_by_label("muscle").uncheck()
    wait_for_another(page, before)
    before = source(page)
    page.locator("#examples .thumbnail-item").nth(1).click()
    expect(page.locator("#image")).to_contain_text("limb-")
    wait_for_another(page, before)
    expect(page.locator("#shown").get_by_label("muscle")).not_to_be_checked()
    expect(page.locator("#shown").get_by_label("fascia")).to_be_checked()
