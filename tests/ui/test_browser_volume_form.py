"""The form of the view Volume in a browser: the example's numbers leave with the example."""

import re

import pytest
from opened import open_volume, opened_page
from playwright.sync_api import expect
from sweep_makers import speckle, tiff


@pytest.fixture
def form(browser, server):
    """The view, opened."""
    with opened_page(browser, server.url, (1280, 1000)) as page:
        open_volume(page)
        yield page


def test_a_sweep_after_the_example_has_no_scale_and_gets_a_sentence(form, tmp_path):
    path, numbers = tiff(tmp_path, speckle(4, 64, 80)), form.locator("#volume_form [type=number]")
    form.locator("#volume_example").click()
    expect(numbers.first).to_have_value("0.25894033050226856")
    expect(form.locator("#volume_whole input")).to_be_checked()
    expect(form.locator("#volume_files")).to_contain_text("limb")
    form.locator("#volume_files button[aria-label=Clear]").click()
    form.locator("#volume_files input[type=file]").set_input_files(path)
    expect(form.locator("#volume_files")).to_contain_text(re.compile(r"sweep\s*\.tif"))
    expect(numbers.first).to_have_value("")
    expect(form.locator("#volume_whole input")).not_to_be_checked()
    form.locator("#volume_segment").click()
    expect(form.get_by_test_id("toast-body")).to_contain_text("does not say how large its pixels")
    expect(form.locator("#volume_segment")).to_be_enabled()
    expect(form.locator("#volume_words")).to_contain_text("360 degrees in water")
