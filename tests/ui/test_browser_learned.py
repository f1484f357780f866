"""A visitor goes through a recorded training, in a real browser; the recording is a made one."""

from collections.abc import Iterator

import pytest
from opened import opened_page
from playwright.sync_api import Page, expect
from served import view

SIZES = [(1280, 900), (390, 844)]


@pytest.fixture(params=SIZES, ids=["desktop", "phone"])
def learned_page(request, browser, replay_server) -> Iterator[Page]:
    """The view of a release with two recorded moments."""
    with opened_page(browser, replay_server.url, request.param) as page:
        expect(page.get_by_test_id("toast-body")).to_be_visible()  # its weights are no network
        view(page, "How it learned")
        expect(page.locator("#learned_words")).to_contain_text("2 recorded moments")
        yield page


def test_a_training_is_played_and_gone_through(learned_page):
    page, caption = learned_page, learned_page.locator("#replay_caption")
    picture = page.locator("#replay img")
    expect(caption).to_contain_text("epoch 3 of 3")
    last = picture.get_attribute("src")
    page.locator("#moment input[type=number]").fill("1")
    page.locator("#moment input[type=number]").press("Enter")
    expect(caption).to_contain_text("epoch 1 of 3")
    expect(picture).not_to_have_attribute("src", last)
    page.locator("#play").click()
    expect(caption).to_contain_text("epoch 3 of 3")
    expect(page.locator("#moment input[type=number]")).to_have_value("2")
    page.get_by_label("dicom").check()
    expect(page.locator("#replay_frame")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    shown, block = picture.bounding_box(), page.locator("#replay").bounding_box()
    assert shown["width"] >= 700, "small letters are read by scrolling"
    assert shown["x"] >= block["x"], "nothing is cut off at the left, where no scrolling leads"


def test_weights_without_a_recording_say_so(learned_page):
    page = learned_page
    page.locator("#model input").click()
    page.get_by_role("option", name="binary").click()
    expect(page.locator("#learned_words")).to_contain_text("No release of binary is bundled")
    expect(page.locator("#play")).to_be_hidden()
    expect(page.locator("#replay")).to_be_hidden()
