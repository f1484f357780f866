"""Calibrating and measuring, as a visitor does it, in a real browser."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect
from served import view


def click_at(page: Page, selector: str, row: float, col: float) -> None:
    """Click a place of a picture, as shares of its height and width."""
    picture = page.locator(f"{selector} img")
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    picture.click(position={"x": col * box["width"], "y": row * box["height"]})


def numbers(page: Page, group: str) -> list[str]:
    return [one.input_value() for one in page.locator(f"{group} .four input").all()]


def test_two_clicks_and_a_length_give_every_number_its_scale(segmented_page):
    page = segmented_page
    view(page, "Scale")
    before = page.locator("#setting_picture img").get_attribute("src")
    click_at(page, "#setting_picture", 0.25, 0.5)
    expect(page.locator("#scale .four input").first).not_to_have_value("")
    expect(page.locator("#setting_picture img")).not_to_have_attribute("src", before)
    click_at(page, "#setting_picture", 0.75, 0.5)
    expect(page.locator("#scale .four input").nth(2)).not_to_have_value("")
    row0, col0, row1, col1 = map(float, numbers(page, "#scale"))
    assert [row0, col0, row1, col1] == pytest.approx([96, 192, 288, 192], abs=3)
    page.locator("#length_mm input").fill("40")
    page.locator("#use_scale").click()
    expect(page.locator("#scale_now")).to_contain_text("two points")
    pixel_mm = 40 / (row1 - row0)
    expect(page.locator("#scale_now")).to_contain_text(f"{pixel_mm:.4g} mm")
    view(page, "Measure")
    expect(page.locator("#summary")).to_contain_text("two points")
    expect(page.locator("#summary")).to_contain_text("mm²")
    view(page, "Segment")
    expect(page.locator("#provenance")).to_contain_text("two points")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_the_corner_of_the_picture_can_be_clicked_and_points_cleared(segmented_page):
    page = segmented_page
    view(page, "Scale")
    click_at(page, "#setting_picture", 0.98, 0.98)
    expect(page.locator("#scale .four input").first).not_to_have_value("")
    assert list(map(float, numbers(page, "#scale")[:2])) == pytest.approx((376, 376), abs=3)
    page.locator("#clear_points").click()
    expect(page.locator("#scale .four input").first).to_have_value("")
    page.locator("#use_scale").click()
    expect(page.get_by_test_id("toast-body")).to_contain_text("Two points and their distance")


def test_another_field_is_segmented_and_found_again(segmented_page):
    page = segmented_page
    view(page, "Scale")
    page.get_by_label("the field: two corners").check()
    click_at(page, "#setting_picture", 0.25, 0.25)
    expect(page.locator("#field .four input").nth(2)).to_have_value("")
    click_at(page, "#setting_picture", 0.75, 0.75)
    expect(page.locator("#field .four input").nth(2)).not_to_have_value("")
    page.locator("#use_field").click()
    view(page, "Segment")
    expect(page.locator("#provenance")).to_contain_text("rectangle")
    view(page, "Scale")
    page.locator("#find_field").click()
    expect(page.locator("#field .four input").nth(2)).to_have_value("384")


@pytest.fixture
def screen(tmp_path) -> Path:
    """Speckle with a ruler beside it: a tick every 24 pixels, so 10 mm are assumed."""
    pixels = np.zeros((400, 500), dtype=np.uint8)
    pixels[20:380, 60:430] = np.minimum(np.random.default_rng(0).rayleigh(40, (360, 370)), 255)
    pixels[20:381:24, 440:445] = 230
    path = tmp_path / "screen.png"
    Image.fromarray(pixels).save(path)
    return path


@pytest.mark.parametrize("segmented_page", [(1280, 900)], indirect=True, ids=["desktop"])
def test_the_ruler_of_a_screen_is_offered_and_applied_only_on_demand(segmented_page, screen):
    page = segmented_page
    page.locator("#image button[aria-label=Clear]").click()
    page.locator("#more button").first.click()
    page.locator("#image input[type=file]").set_input_files(screen)
    expect(page.locator("#provenance")).to_contain_text("unknown, so no areas")
    view(page, "Scale")
    page.locator("#way label", has_text="ruler").first.click()
    page.locator("#use_scale").click()
    expect(page.locator("#scale_now")).to_contain_text("assumed")
    expect(page.locator("#scale_now")).to_contain_text(f"{10 / 24:.4g} mm")


def test_the_thickness_follows_the_column(segmented_page):
    page = segmented_page
    view(page, "Measure")
    click_at(page, "#measured_picture", 0.5, 0.25)
    expect(page.locator("#at_column")).to_contain_text("at column 9")
    expect(page.locator("#at_column svg.profile")).to_be_visible()
    page.locator("#column input[type=number]").fill("200")
    page.locator("#column input[type=number]").press("Enter")
    expect(page.locator("#at_column")).to_contain_text("at column 200")
    page.locator("#details summary").first.press("Enter")
    expect(page.locator("#details td", has_text="grey level").first).to_be_visible()
    expect(page.locator("#scores")).to_contain_text("thickness error (mm)")
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
