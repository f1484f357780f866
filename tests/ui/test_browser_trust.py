"""What a visitor sees of trust: what the gate says of an example, and an alarm on a colour picture."""

import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import expect
from served import view


@pytest.fixture
def rainbow(tmp_path):
    """A colour picture without any echo."""
    rows, cols = np.mgrid[0:200, 0:300]
    planes = [cols * 255 // 299, rows * 255 // 199, 255 - cols * 255 // 299]
    path = tmp_path / "rainbow.png"
    Image.fromarray(np.stack(planes, axis=-1).astype(np.uint8)).save(path)
    return path


def test_the_doubt_is_drawn_and_a_colour_picture_is_warned_of_above_all_views(
    segmented_page, rainbow
):
    page = segmented_page
    view(page, "Trust")
    expect(page.locator("#confidence tbody tr")).to_have_count(8)
    expect(page.locator("#uncertainty img")).to_be_visible()
    expect(page.locator("#uncertainty img")).to_have_attribute("alt", re.compile("^Uncertainty"))
    expect(page.locator("#warning p")).to_have_count(0)
    page.locator("#image button[aria-label=Clear]").click()
    page.locator("#image input[type=file]").set_input_files(rainbow)
    alarm = page.locator("#warning").get_by_role("status")
    expect(alarm).to_contain_text("it is a colour picture")
    expect(page.locator("#verdict .warnings li").first).to_be_visible()
    below = page.locator("#views").bounding_box()["y"]
    box = alarm.bounding_box()
    assert box["y"] + box["height"] <= below
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
